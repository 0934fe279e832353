import type { Words } from './en';
import { numbers } from '../../text/words';

const number = numbers('zh-Hans-CN');

export const zhHans: Words = {
  toast: {
    copied: (duration, longer) => `验证码已复制，${duration}内有效；多数服务器会再接受 ${longer}`,
    copiedCounter: '验证码已复制',
    boundMany: (count) => `已绑定 ${number(count)} 个账户`,
    edited: (account) => `已更改 ${account}`,
    bound: (account) => `已绑定 ${account}`,
    ready: (account) => `${account} 的验证码已生成`,
    synced: (account) => `${account} 已同步`,
    restored: '保险库已恢复',
    begun: '已创建新的保险库，旧保险库另行保留',
    accepted: '保险库以当前状态继续使用',
    passphraseSet: '保险库密码已设置',
    passphraseRemoved: '保险库密码已移除',
    kitRemoved: '恢复套件已移除',
    kitLeft: '恢复套件未经确认，不能打开任何数据',
    backupsEnded: '已停止备份，现有备份会保留',
    pinChanged: (account) => `已更改 ${account} 的 PIN 码`,
    givenUp: (account) => `已放弃 ${account} 的一台设备`,
    removed: (account) => `${account} 已移到回收站`,
    undo: '撤销',
    broughtBack: (account) => `${account} 已回到列表`,
    transferSaved: '二维码已保存',
    auditSaved: '操作记录已保存',
  },

  keystoreWait: {
    line: '系统密钥环可能正在等待您的操作，请查看此窗口后面有没有其他窗口。',
    stop: '停止等待',
  },

  anew: {
    open: '重新开始',
    title: '用新的保险库重新开始？',
    aside: '旧保险库会另行保留，不会删除。',
    codes: '此设备会停止生成验证码，直到每个账户用新的二维码重新绑定。',
    last: '只有在系统密钥环、密码、恢复套件和备份都无法打开时，才应这样做。',
    confirm: '重新开始',
    busy: '正在创建新的保险库…',
  },

  restore: {
    file: '从备份恢复…',
    dialog: '选择保险库文件或备份',
    files: '令牌保险库',
    choosing: '正在读取文件…',
    title: '恢复到此状态？',
    saved: '保存时间',
    accounts: '账户数量',
    unknown: '打开后才能得知',
    aside: '当前的保险库会先另行保留，以后仍可恢复。',
    pins: '设有 PIN 码的账户需要重新输入一次 PIN 码；如其后曾更改，需要输入当时的 PIN 码。已计的错误次数不会清除。',
    here: '由此电脑的系统密钥环打开，无需输入任何内容。',
    type: '打开方式',
    passphrase: '此备份的密码',
    backupPassphrase: '备份密码',
    fromBackup: '之后备份密码也可以打开保险库，您可以在保险库页面更改或移除。',
    closed: '此文件只能由另一台电脑的系统密钥环打开。请选择设有密码或恢复套件的备份。',
    go: '恢复',
    busy: '正在恢复…',
  },

  tray: {
    open: '打开令牌',
    strip: '小窗口',
    lock: '锁定',
    quit: '退出',
    locked: '已锁定',
  },
};
