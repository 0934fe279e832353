import type { Text } from './en';
import { numbers } from './words';

const number = numbers('zh-Hans-CN');

/** The words in simplified Chinese, as they are usual on the mainland. */
export const zhHans: Text = {
  app: '令牌 Lingpai',
  loading: '正在打开保险库…',
  back: '返回',
  cancel: '取消',
  close: '关闭',
  dismiss: '关闭通知',
  support: '客服热线',

  list: {
    title: '账户',
    search: '搜索账户',
    clear: '清除搜索',
    add: '添加账户',
    count: (count) => `${number(count)} 个账户`,
    found: (found, all) => `${number(found)} 个，共 ${number(all)} 个账户`,
    offline: '无需联网，离线可用',
    none: (query) => `没有与“${query}”匹配的账户`,
    noneNext: '可按账户号码或机构名称搜索。',
  },

  row: {
    main: '主账户',
    generate: '生成验证码',
    generateFor: (account) => `为 ${account} 生成验证码`,
    copy: '复制',
    copyFor: (account) => `复制 ${account} 的验证码`,
    code: (digits) => `验证码 ${digits}，点击复制`,
    pending: '正在获取验证码',
    expiring: '即将失效',
    renewing: '即将更新',
    left: (duration) => `剩余有效时间 ${duration}`,
    wait: (time) => `请等待 ${time}`,
    frozen: '已冻结',
    frozenCall: (support) => `请致电客服：${support}`,
    frozenNext: '请联系客户服务部',
    retry: '重试',
  },

  toast: {
    copied: (duration) => `验证码已复制，${duration}内有效`,
    bound: (account) => `已绑定 ${account}`,
    ready: (account) => `${account} 的验证码已生成`,
  },

  ways: {
    title: '添加账户',
    emptyTitle: '尚未绑定账户',
    lead: '绑定账户需要注册二维码，可通过以下两种方式获取：',
    mail: '注册邮件',
    mailText: '打开客户服务部发送的注册邮件，邮件内附有注册二维码。',
    platform: '网上交易平台',
    platformPath: ['客户服务', '双重认证申请'],
    platformText: '完成申请后，页面会显示注册二维码。',
    other: '其他网站的双重认证二维码（otpauth://totp）也可添加。',
    choose: '选择二维码图片',
    pictures: '图片',
    choosing: '正在读取图片…',
    drop: '或将图片拖放到此窗口',
    release: '松开鼠标即可读取二维码',
    releaseNext: '支持 PNG、JPEG、WebP、GIF 和 BMP',
  },

  confirm: {
    title: '确认注册',
    lead: '以下信息读取自您的注册二维码，请核对后继续。',
    issuer: '机构',
    number: '账户号码',
    activation: '激活码',
    expiry: '有效期至',
    left: (duration) => `剩余 ${duration}`,
    first: '这是此账户的第一台设备',
    firstNext: '下一步请创建 PIN 码，以后每次生成验证码时都需要输入。绑定后将显示为主账户。',
    next: '下一步',
  },

  plain: {
    title: '添加账户',
    lead: '以下信息读取自二维码，请核对后继续。',
    name: '账户名称',
    algorithm: '算法',
    digits: '验证码位数',
    period: '更新周期',
    open: '此账户无需 PIN 码，打开令牌后即显示验证码。',
    add: '添加',
  },

  expired: {
    title: '二维码已过期',
    text: (moment) => `此注册二维码的有效期至 ${moment}，现已失效。未保存任何数据。`,
    next: '请联系客户服务部，申请新的二维码。二维码在发出后 24 小时内有效。',
    another: '选择其他图片',
  },

  already: {
    title: '账户已绑定',
    text: (account) => `${account} 已绑定在此设备上，数据未作更改。`,
    next: '请在账户列表中选择该账户，即可生成验证码。',
    list: '在列表中显示',
  },

  refused: {
    title: '无法使用此二维码',
    detail: '技术信息',
  },

  pin: {
    createTitle: '创建 PIN 码',
    createLead: (least, most) => `请输入 ${least} 至 ${most} 位数字，以后每次生成验证码时都需要输入。`,
    repeatTitle: '再次输入 PIN 码',
    repeatLead: '请再次输入相同的 PIN 码进行确认。',
    forgotten: '请牢记 PIN 码。如忘记，须联系客户服务部重置。',
    codeTitle: (account) => `输入 ${account} 的 PIN 码`,
    codeLead: '请输入绑定此账户时创建的 PIN 码。',
    next: '下一步',
    bind: '确认并绑定',
    show: '生成验证码',
    checking: '正在核对 PIN 码…',
    binding: '正在绑定账户…',
    backspace: '删除最后一位',
    count: (count) => `已输入 ${count} 位`,
    mismatch: '两次输入的 PIN 码不一致，请重新创建。',
    tooShort: (least) => `PIN 码至少需要 ${least} 位数字。`,
    wrong: 'PIN 码不正确。',
    free: (tries) => `还可免等待再试 ${tries} 次。`,
    freeNone: '如再次输错，需要等待一段时间才能重试。',
    untilFrozen: (tries) => `再输错 ${tries} 次，账户将被冻结。`,
    wait: (time) => `请在 ${time} 后重试。`,
    frozen: 'PIN 码输错次数过多，账户已冻结。',
    frozenNext: '请致电客户服务部，申请新的注册二维码。',
  },

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
    enterTitle: '解锁保险库',
    enterLead: '请输入保险库密码以显示您的账户。',
    unlock: '解锁',
    unlocking: '正在解锁…',
    wrong: '密码不正确。请检查大小写和输入法，然后重试。',
  },

  fault: {
    retry: '重试',
    detail: '技术信息',
  },

  faults: {
    vault_closed: {
      headline: '保险库已关闭',
      next: '请重试，以重新打开保险库。',
    },
    passphrase_wrong: {
      headline: '密码不正确',
      next: '请检查大小写和输入法，然后重试。',
    },
    passphrase_weak: {
      headline: '密码太容易被猜中',
      next: '请加长密码，使用多个互不相关的词语会更安全。',
    },
    keystore_key_missing: {
      headline: '系统密钥环中找不到保险库的密钥',
      next: '您的保险库完好无损。请以当初设置的用户和同一密钥环登录系统，然后重试。如密钥环曾被重置，请从备份恢复。',
    },
    keystore_denied: {
      headline: '系统密钥环拒绝访问',
      next: '请解锁系统密钥环并允许令牌使用，然后重试。',
    },
    keystore_failed: {
      headline: '系统密钥环没有响应',
      next: '请确认系统的密钥环服务正在运行，或注销后重新登录系统，然后重试。',
    },
    vault_damaged: {
      headline: '保险库文件已损坏',
      next: '文件没有被删除。请从备份恢复保险库文件夹后重试。如没有备份，请用新的二维码重新注册账户。',
    },
    vault_newer: {
      headline: '保险库由更新的版本创建',
      next: '请安装最新版本的令牌后再打开。您的保险库完好无损。',
    },
    vault_in_use: {
      headline: '令牌已在运行',
      next: '请使用已打开的窗口。如找不到该窗口，请结束另一个令牌进程，然后重试。',
    },
    disk: {
      headline: '无法读写保险库',
      next: '请检查磁盘剩余空间和文件夹权限，然后重试。',
    },
    picture_too_large: {
      headline: '图片太大',
      next: '请裁剪出二维码部分，或改用屏幕截图。',
    },
    picture_unreadable: {
      headline: '无法读取图片',
      next: '请选择可正常打开的 PNG、JPEG、WebP、GIF 或 BMP 图片。',
    },
    no_code: {
      headline: '未找到二维码',
      next: '请选择清晰、完整显示二维码及其白边的图片。',
    },
    several_codes: {
      headline: '图片中有多个账户',
      next: '请每次只选择一个二维码，以免混淆账户。',
    },
    not_an_account: {
      headline: '这不是注册二维码',
      next: '请使用注册邮件或网上交易平台上显示的注册二维码。',
    },
    uri_refused: {
      headline: '二维码格式不正确',
      next: '为安全起见，此二维码不能绑定。请向发放机构索取新的二维码。',
    },
    kind_unsupported: {
      headline: '不支持此类账户',
      next: '令牌支持时间型验证码（TOTP），请向发放机构索取此类二维码。',
    },
    already_bound: {
      headline: '账户已绑定',
      next: '此账户已绑定在此设备上，请在账户列表中选择该账户。',
    },
    registration_expired: {
      headline: '二维码已过期',
      next: '请联系客户服务部，申请新的二维码。未保存任何数据。',
    },
    stale: {
      headline: '内容已更新',
      next: '请返回账户列表，重新操作。',
    },
    pin_needed: {
      headline: '验证码已失效',
      next: '请输入 PIN 码，重新生成验证码。',
    },
    pin_too_short: {
      headline: 'PIN 码太短',
      next: '请输入至少 6 位数字。',
    },
    clipboard: {
      headline: '未能复制验证码',
      next: '剪贴板没有响应。请重试，或手动输入验证码。',
    },
    account_damaged: {
      headline: '此账户的数据已损坏',
      next: '其他账户不受影响。请联系客户服务部，申请新的注册二维码。',
    },
    internal: {
      headline: '发生错误',
      next: '请重试。如问题持续，请重新启动令牌，并提供以下技术信息。',
    },
  },
};
