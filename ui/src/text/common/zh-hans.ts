import type { Words } from './en';
import { numbers } from '../words';

const number = numbers('zh-Hans-CN');

export const zhHans: Words = {
  app: '令牌 Lingpai',
  loading: '正在打开保险库…',
  locking: '正在锁定保险库…',
  back: '返回',
  cancel: '取消',
  close: '关闭',
  dismiss: '关闭通知',
  support: '客服热线',

  kitField: {
    label: '恢复套件',
    hint: '以 AGE-SECRET-KEY-1 开头。空格、换行和大小写均不影响。',
    count: (typed) => `${number(typed)}/74 个字符`,
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
      next: '您的保险库完好无损。请以当初设置的用户和同一密钥环登录系统，然后重试。如密钥环曾被重置，请用其他方式打开保险库。',
    },
    keystore_denied: {
      headline: '系统密钥环拒绝访问',
      next: '请解锁系统密钥环并允许令牌使用，然后重试。',
    },
    keystore_failed: {
      headline: '系统密钥环发生错误',
      next: '您的保险库完好无损。请确认系统的密钥环服务正在运行，或注销后重新登录系统，然后重试。',
    },
    vault_damaged: {
      headline: '保险库文件已损坏',
      next: '文件没有被删除。请从备份恢复保险库。如没有备份，请重新开始，并用新的二维码重新注册账户。',
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
    reader_missing: {
      headline: '找不到令牌的文件读取程序',
      next: '请重新安装令牌。在此之前，可使用摄像头、屏幕截图或手动输入。',
    },
    reader_crashed: {
      headline: '读取文件时中断',
      next: '文件已损坏，或是恶意文件；没有从中加入任何内容。请将二维码截图后再选择该图片。',
    },
    reader_limit: {
      headline: '文件需要过多资源，已停止读取',
      next: '它所需的内存或时间超出一般含二维码的文件。请将二维码截图后再选择该图片。',
    },
    reader_deadline: {
      headline: '未能在 10 秒内读完文件',
      next: '请待电脑较空闲时再试，或将二维码截图后再选择该图片。',
    },
    reader_stopped: {
      headline: '你已停止读取此文件',
      next: '如要读取，请重新选择。',
    },
    too_many_found: {
      headline: '一次找到超过 5,000 个账户',
      next: '没有加入任何内容。请分批读取较少的文件，或粘贴较少的行数。',
    },
    no_code: {
      headline: '未找到二维码',
      next: '请选择清晰、完整显示二维码及其白边的图片。',
    },
    code_too_small: {
      headline: '二维码太小，无法读取',
      next: '请先放大二维码，或靠近一些拍摄。',
    },
    code_blurred: {
      headline: '二维码模糊',
      next: '请拿稳相机并待其对焦，或选择更清晰的图片。',
    },
    code_cut_off: {
      headline: '二维码不完整',
      next: '请选择完整显示二维码及其白边的图片。',
    },
    code_too_dark: {
      headline: '二维码太暗或太淡',
      next: '请调亮屏幕，或在光线较好的地方拍摄。',
    },
    code_damaged: {
      headline: '二维码损坏或被遮挡',
      next: '请选择没有遮挡、没有反光的二维码图片。',
    },
    not_an_account: {
      headline: '这不是注册二维码',
      next: '请使用注册邮件或网上交易平台上显示的注册二维码。',
    },
    is_web_address: {
      headline: '这个二维码是网址，不是账户',
      next: '请使用注册邮件或网上交易平台上显示的注册二维码。',
    },
    is_wifi: {
      headline: '这个二维码用于连接无线网络',
      next: '请使用注册邮件或网上交易平台上显示的注册二维码。',
    },
    is_contact: {
      headline: '这个二维码是联系人或消息',
      next: '请使用注册邮件或网上交易平台上显示的注册二维码。',
    },
    migration_refused: {
      headline: '无法读取此 Google Authenticator 导出二维码',
      next: '请重新导出账户，并出示同一次导出的每个部分。',
    },
    no_picture_in_file: {
      headline: '此文件中没有图片',
      next: '请选择显示二维码的邮件或 PDF，或读取屏幕。',
    },
    clipboard_empty: {
      headline: '剪贴板中没有可读取的内容',
      next: '请先复制二维码图片、文件或网址，然后再粘贴。',
    },
    typed_refused: {
      headline: '无法采用输入的信息',
      next: '请更正已标示的字段，然后继续。',
    },
    screen_absent: {
      headline: '此系统无法读取屏幕',
      next: '系统没有提供屏幕画面。请使用文件、摄像头或剪贴板。',
    },
    screen_denied: {
      headline: '系统不允许读取屏幕',
      next: '请在系统询问时或在隐私设置中允许（macOS 上之后须重新打开令牌）；或使用文件、摄像头或剪贴板。',
    },
    screen_failed: {
      headline: '未能读取屏幕',
      next: '请再试一次，或使用文件、摄像头或剪贴板。',
    },
    camera_none: {
      headline: '找不到摄像头',
      next: '请连接摄像头后再试，或使用文件、屏幕或剪贴板。',
    },
    camera_busy: {
      headline: '另一个程序正在使用摄像头',
      next: '请关闭该程序（例如视频通话），然后再试。',
    },
    camera_denied: {
      headline: '系统不允许使用摄像头',
      next: '请在系统的隐私设置中允许令牌使用摄像头，然后再试。',
    },
    camera_gone: {
      headline: '摄像头已被拔出',
      next: '请重新连接摄像头，然后再试。',
    },
    camera_stalled: {
      headline: '摄像头没有传送画面',
      next: '请拔出并重新连接摄像头，或选择另一个，然后再试。',
    },
    camera_no_media: {
      headline: '这个 Windows 无法使用摄像头',
      next: '请在设置中添加可选功能“媒体功能包”，服务器则添加“Media Foundation”；或使用文件、屏幕或剪贴板。',
    },
    camera_failed: {
      headline: '摄像头无法工作',
      next: '请再试，或使用文件、屏幕或剪贴板。',
    },
    uri_refused: {
      headline: '二维码格式不正确',
      next: '为安全起见，此二维码不能绑定。请向发放机构索取新的二维码。',
    },
    kind_unsupported: {
      headline: '不支持此类账户',
      next: '令牌支持时间型、计数型和 Steam 验证码，请向发放机构索取此类二维码。',
    },
    already_bound: {
      headline: '账户已绑定',
      next: '此账户已绑定在此设备上，请在账户列表中选择该账户。',
    },
    registration_expired: {
      headline: '二维码已过期',
      next: '请联系客户服务部，申请新的二维码。未保存任何数据。',
    },
    clock_went_back: {
      headline: '时钟已被调回较早的时间',
      next: '这个时间的验证码可能已经使用过，因此不显示。请等待时间赶上，或在“时钟”页确认时间正确。',
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
    unsynced: {
      headline: '此账户在此设备上未同步',
      next: '请先在账户行输入第一台设备的 PIN 码。',
    },
    not_main: {
      headline: '只有主账户可以这样做',
      next: '请在此账户的第一台设备上操作。',
    },
    frozen: {
      headline: '此账户已冻结',
      next: '请向客户服务部申请新的注册二维码，或使用恢复套件。',
    },
    no_room: {
      headline: '此账户已有五台设备',
      next: '请先在设备列表放弃其中一台，然后再绑定。',
    },
    clipboard: {
      headline: '未能复制验证码',
      next: '剪贴板没有响应。请重试，或手动输入验证码。',
    },
    shortcut_refused: {
      headline: '这不是快捷键',
      next: '请同时按 Ctrl、Alt、Shift 或系统键，再加一个按键。',
    },
    shortcut_taken: {
      headline: '这组按键已被使用',
      next: '另一个程序正在使用。请选其他按键；设置没有改变。',
    },
    preferences_lost: {
      headline: '无法保存你的设置',
      next: '请检查磁盘是否已满、程序的文件夹是否可写，然后再设置一次。',
    },
    account_damaged: {
      headline: '此账户的数据已损坏',
      next: '其他账户不受影响。请联系客户服务部，申请新的注册二维码。',
    },
    keystore_absent: {
      headline: '找不到系统密钥环',
      next: '您的保险库完好无损。请启动系统的密钥环服务，或照常登录桌面，然后重试。',
    },
    keystore_slow: {
      headline: '系统密钥环没有及时响应',
      next: '您的保险库完好无损。系统密钥环可能正在等待您的操作，请查看此窗口后面，回应后重试。',
    },
    keystore_ambiguous: {
      headline: '系统密钥环中有多个此保险库的密钥',
      next: '数据未作更改。请在系统密钥环中移除不属于此保险库的条目，然后重试。',
    },
    keystore_undecodable: {
      headline: '系统密钥环中的密钥与此保险库不符',
      next: '数据未被覆盖。请放回正确的条目（例如从密钥环自己的备份），然后重试。',
    },
    try_not_remembered: {
      headline: '未检查 PIN 码',
      next: '系统密钥环未能记录此次尝试，因此 PIN 码未被检查，尝试次数也没有减少。请解锁系统密钥环后重试。如此电脑的密钥环不再可用，请设置保险库密码，并从打开方式中移除系统密钥环。',
    },
    kit_wrong: {
      headline: '此恢复套件不相符',
      next: '它属于另一个保险库，或已被更换。请使用此保险库最近制作的套件。',
    },
    not_in_kit: {
      headline: '恢复套件无法打开此账户',
      next: '制作套件后从未输入过此账户的 PIN 码。请向客户服务部申请新的注册二维码。',
    },
    not_a_kit: {
      headline: '这不是恢复套件',
      next: '有字符输入错误或遗漏。请逐组与纸上所记核对。',
    },
    kit_mistyped: {
      headline: '这不是套件的最后几个字符',
      next: '请再看看您的副本。如副本有误，请再次显示套件并更正。',
    },
    proof_needed: {
      headline: '尚未确认是您本人',
      next: '每次确认只适用于一项更改，一分钟内有效。请重新开始。',
    },
    presence_absent: {
      headline: '系统无法确认是您本人',
      next: '此电脑无法要求您的密码或指纹。提出要求一天后才能更改。',
    },
    presence_refused: {
      headline: '系统未能确认是您本人',
      next: '没有任何更改。请再试一次。',
    },
    declined: {
      headline: '您没有同意，没有任何更改',
      next: '如确实需要，请重新开始，并在系统的对话框中同意。',
    },
    passphrase_too: {
      headline: '此操作需要输入密码',
      next: '保险库会换上新密钥，只有密码才能重新保护它。请输入密码，或先设置新密码。',
    },
    last_way_in: {
      headline: '这是最后一种打开方式',
      next: '不能移除。请先添加密码或恢复套件。',
    },
    vault_read_only: {
      headline: '保险库目前只能读取',
      next: '请到保险库页面查看原因和处理方法。',
    },
    not_a_vault: {
      headline: '此文件不是完整的保险库',
      next: '数据未作更改。请选择其他备份。',
    },
    folder_unusable: {
      headline: '无法使用此文件夹',
      next: '文件夹名称含有无法保存的字符，请选择其他文件夹。',
    },
    secret_erased: {
      headline: '此账户因 PIN 码输错十次已被清除',
      next: '请联系客户服务部，申请新的注册二维码。',
    },
    internal: {
      headline: '发生错误',
      next: '请重试。如问题持续，请重新启动令牌，并提供以下技术信息。',
    },
  },
};
