import type { Words } from './en';

export const zhHans: Words = {
  passphrase: {
    chooseTitle: '设置保险库密码',
    chooseLead: '此电脑没有可用的系统密钥环，因此需要用密码保护保险库。所有数据均加密存储，绝不以明文保存。',
    label: '保险库密码',
    repeat: '再次输入密码',
    show: '显示',
    hide: '隐藏',
    strength: '密码强度：',
    scores: ['极易猜中', '弱', '还不够强', '强', '非常强'],
    hint: '使用多个互不相关的词语，既安全又好记。',
    differ: '两次输入的密码不一致。',
    lost: '密码无法找回。如忘记密码，所有账户都需要用新的二维码重新注册。',
    create: '创建保险库',
    creating: '正在加密保险库…',
    unlock: '解锁',
    unlocking: '正在解锁…',
    wrong: '密码不正确。请检查大小写和输入法，然后重试。',
  },

  proof: {
    title: '确认是您本人',
    keystore: '由系统密钥环确认，无需输入任何内容。',
    passphrase: '您的保险库密码',
    useKit: '改用恢复套件',
    usePassphrase: '改用保险库密码',
    useKeystore: '改用系统密钥环',
  },
};
