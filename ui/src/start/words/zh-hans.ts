import type { Words } from './en';
import { numbers } from '../../text/words';

const number = numbers('zh-Hans-CN');

export const zhHans: Words = {
  unlock: {
    title: '保险库已锁定',
    lead: '解锁后才会显示账户和验证码。',
    again: '解锁',
    retry: '重试',
    passphrase: '使用保险库密码',
    kit: '使用恢复套件',
    kitSubmit: '用恢复套件解锁',
    renew: '让此电脑以后可以自行打开',
    renewNext: '系统会把新的密钥存入系统密钥环。设有 PIN 码的账户需要重新输入一次 PIN 码。',
    other: '其他打开方式',
    lost: '如果所有方式都无法打开',
  },

  welcome: {
    step: (step, all) => `第 ${number(step)} 步，共 ${number(all)} 步`,
    skip: '跳过',
    next: '下一步',
    what: {
      title: '欢迎使用令牌',
      is: '令牌是什么',
      isText: [
        '生成 6 位数字的一次性验证码，供您与交易密码一起登录。',
        '无需网络，在海外也可使用；账户加密存放在此电脑上。',
        '也可生成其他网站的验证码。',
      ],
      not: '令牌不是什么',
      notText: ['不是券商的程序，也不能用于交易。', '不会得知您的交易密码。向您索要 PIN 码或验证码的人，都不是来自令牌。'],
    },
    ways: {
      title: '如何打开保险库',
      lead: '您的账户加密存放在此电脑的保险库中。',
      keystore: (name) => `由${/^[a-z]/i.test(name) ? ' ' : ''}${name}打开`,
      keystoreText: '您登录此电脑后，保险库会自动打开；在其他电脑上则不会。',
      passphrase: '由您的保险库密码打开',
      passphraseText: '每次启动令牌时输入。任何人都无法找回此密码。',
      both: '您可随时在设置中添加保险库密码。',
      pin: 'PIN 码则不同：每个券商账户各有一个，每次生成验证码时输入。',
      loading: '正在查询保险库的打开方式…',
    },
    kit: {
      title: '以备不时之需',
      lead: '如果此电脑损坏或系统密钥环被重置，印在纸上的恢复套件可再次打开保险库。',
      without: '如果没有恢复套件，每个账户都须联系客户服务部重新注册。',
      make: '立即制作',
      later: '稍后',
      laterNext: '以后可在“设置 > 恢复套件”中制作。',
      ready: '恢复套件已可使用。',
      closed: '保险库目前只能读取，不能制作套件。',
      done: '开始使用',
    },
  },
};
