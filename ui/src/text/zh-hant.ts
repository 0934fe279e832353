import type { Text } from './en';
import { numbers } from './words';

const number = numbers('zh-Hant-HK');

/** The words in traditional Chinese, as the broker's guide has them. */
export const zhHant: Text = {
  app: '令牌 Lingpai',
  loading: '正在開啟保險庫…',
  back: '返回',
  cancel: '取消',
  close: '關閉',
  dismiss: '關閉通知',
  support: '客戶服務熱線',

  list: {
    title: '帳戶',
    search: '搜尋帳戶',
    clear: '清除搜尋',
    add: '新增帳戶',
    count: (count) => `${number(count)} 個帳戶`,
    found: (found, all) => `${number(found)} 個，共 ${number(all)} 個帳戶`,
    offline: '毋須連線，離線可用',
    none: (query) => `沒有符合「${query}」的帳戶`,
    noneNext: '可按帳戶號碼或機構名稱搜尋。',
  },

  row: {
    main: '主帳戶',
    generate: '產生驗證碼',
    generateFor: (account) => `為 ${account} 產生驗證碼`,
    copy: '複製',
    copyFor: (account) => `複製 ${account} 的驗證碼`,
    code: (digits) => `驗證碼 ${digits}，按下複製`,
    pending: '正在取得驗證碼',
    expiring: '即將失效',
    renewing: '即將更新',
    left: (duration) => `尚有 ${duration}有效`,
    wait: (time) => `請等候 ${time}`,
    frozen: '已凍結',
    frozenCall: (support) => `請致電客戶服務：${support}`,
    frozenNext: '請聯絡客戶服務部',
    retry: '重試',
  },

  toast: {
    copied: (duration) => `已複製驗證碼，尚有 ${duration}有效`,
    bound: (account) => `已綁定 ${account}`,
    ready: (account) => `${account} 的驗證碼已產生`,
  },

  ways: {
    title: '新增帳戶',
    emptyTitle: '尚未綁定帳戶',
    lead: '綁定帳戶需要註冊 QR 圖碼，可透過以下兩種方法取得：',
    mail: '註冊電郵',
    mailText: '開啟客戶服務部發出的註冊電郵，電郵內附有註冊 QR 圖碼。',
    platform: '網上交易平台',
    platformPath: ['客戶服務', '雙重認證申請'],
    platformText: '完成申請後，頁面會顯示註冊 QR 圖碼。',
    other: '其他網站的雙重認證 QR 圖碼（otpauth://totp）亦可新增。',
    choose: '選擇 QR 圖碼圖片',
    pictures: '圖片',
    choosing: '正在讀取圖片…',
    drop: '或將圖片拖放到此視窗',
    release: '放開滑鼠即可讀取 QR 圖碼',
    releaseNext: '支援 PNG、JPEG、WebP、GIF 及 BMP',
  },

  confirm: {
    title: '確認註冊',
    lead: '以下資料讀自您的註冊 QR 圖碼，請核對後繼續。',
    issuer: '機構',
    number: '帳戶號碼',
    activation: '激活碼',
    expiry: '有效至',
    left: (duration) => `尚餘 ${duration}`,
    first: '這是此帳戶的第一台裝置',
    firstNext: '下一步請建立 PIN 碼，日後每次產生驗證碼時均須輸入。綁定後將顯示為主帳戶。',
    next: '下一步',
  },

  plain: {
    title: '新增帳戶',
    lead: '以下資料讀自 QR 圖碼，請核對後繼續。',
    name: '帳戶名稱',
    algorithm: '演算法',
    digits: '驗證碼位數',
    period: '更新週期',
    open: '此帳戶毋須 PIN 碼，開啟令牌後即顯示驗證碼。',
    add: '新增',
  },

  expired: {
    title: 'QR 圖碼已到期',
    text: (moment) => `此註冊 QR 圖碼的有效期至 ${moment}，現已失效。系統並無儲存任何資料。`,
    next: '請聯絡客戶服務部，要求發送新的 QR 圖碼。QR 圖碼於發出後 24 小時內有效。',
    another: '選擇另一張圖片',
  },

  already: {
    title: '帳戶已綁定',
    text: (account) => `${account} 已綁定在此裝置，資料並無更改。`,
    next: '請在帳戶列表選擇該帳戶，即可產生驗證碼。',
    list: '在列表中顯示',
  },

  refused: {
    title: '無法使用此 QR 圖碼',
    detail: '技術資料',
  },

  pin: {
    createTitle: '建立 PIN 碼',
    createLead: (least, most) => `請輸入 ${least} 至 ${most} 位數字。日後每次產生驗證碼時均須輸入。`,
    repeatTitle: '再次輸入 PIN 碼',
    repeatLead: '請再次輸入相同的 PIN 碼以作確認。',
    forgotten: '請緊記 PIN 碼。如忘記，須聯絡客戶服務部重設。',
    codeTitle: (account) => `輸入 ${account} 的 PIN 碼`,
    codeLead: '請輸入綁定此帳戶時建立的 PIN 碼。',
    next: '下一步',
    bind: '確認並綁定',
    show: '產生驗證碼',
    checking: '正在核對 PIN 碼…',
    binding: '正在綁定帳戶…',
    backspace: '刪除最後一位',
    count: (count) => `已輸入 ${count} 位`,
    mismatch: '兩次輸入的 PIN 碼不相符，請重新建立。',
    tooShort: (least) => `PIN 碼最少須有 ${least} 位數字。`,
    wrong: 'PIN 碼不正確。',
    free: (tries) => `尚可免等候再試 ${tries} 次。`,
    freeNone: '如再次輸入錯誤，須等候一段時間才可再試。',
    untilFrozen: (tries) => `再輸入錯誤 ${tries} 次，帳戶將被凍結。`,
    wait: (time) => `請於 ${time} 後再試。`,
    frozen: 'PIN 碼輸入錯誤次數過多，帳戶已凍結。',
    frozenNext: '請致電客戶服務部，要求發送新的註冊 QR 圖碼。',
  },

  passphrase: {
    chooseTitle: '設定保險庫密碼',
    chooseLead: '此電腦沒有可用的系統鑰匙圈，因此須以密碼保護保險庫。所有資料均加密儲存，絕不以明文保存。',
    label: '保險庫密碼',
    repeat: '再次輸入密碼',
    show: '顯示',
    hide: '隱藏',
    strength: '密碼強度：',
    scores: ['極易猜中', '弱', '未夠強', '強', '非常強'],
    hint: '使用數個互不相關的詞語，既安全又易記。',
    differ: '兩次輸入的密碼不相符。',
    lost: '密碼無法找回。如忘記密碼，所有帳戶均須以新的 QR 圖碼重新註冊。',
    create: '建立保險庫',
    creating: '正在加密保險庫…',
    enterTitle: '解鎖保險庫',
    enterLead: '請輸入保險庫密碼以顯示您的帳戶。',
    unlock: '解鎖',
    unlocking: '正在解鎖…',
    wrong: '密碼不正確。請檢查大小寫及輸入法，然後再試。',
  },

  fault: {
    retry: '再試一次',
    detail: '技術資料',
  },

  faults: {
    vault_closed: {
      headline: '保險庫已關閉',
      next: '請再試一次，以重新開啟保險庫。',
    },
    passphrase_wrong: {
      headline: '密碼不正確',
      next: '請檢查大小寫及輸入法，然後再試。',
    },
    passphrase_weak: {
      headline: '密碼太容易被猜中',
      next: '請加長密碼，使用數個互不相關的詞語會更安全。',
    },
    keystore_key_missing: {
      headline: '系統鑰匙圈內找不到保險庫的鑰匙',
      next: '您的保險庫完好無損。請以當初設定的使用者及同一鑰匙圈登入系統，然後再試。如鑰匙圈曾被重設，請從備份還原。',
    },
    keystore_denied: {
      headline: '系統鑰匙圈拒絕存取',
      next: '請解鎖系統鑰匙圈並允許令牌使用，然後再試。',
    },
    keystore_failed: {
      headline: '系統鑰匙圈沒有回應',
      next: '請確認系統的鑰匙圈服務正在運行，或登出系統後重新登入，然後再試。',
    },
    vault_damaged: {
      headline: '保險庫檔案已損壞',
      next: '檔案並無刪除。請從備份還原保險庫資料夾後再試。如沒有備份，請以新的 QR 圖碼重新註冊帳戶。',
    },
    vault_newer: {
      headline: '保險庫由較新版本建立',
      next: '請安裝最新版本的令牌後再開啟。您的保險庫完好無損。',
    },
    vault_in_use: {
      headline: '令牌已在運行',
      next: '請使用已開啟的視窗。如找不到該視窗，請結束另一個令牌程序，然後再試。',
    },
    disk: {
      headline: '無法讀寫保險庫',
      next: '請檢查磁碟剩餘空間及資料夾權限，然後再試。',
    },
    picture_too_large: {
      headline: '圖片太大',
      next: '請裁剪出 QR 圖碼部分，或以螢幕截圖代替。',
    },
    picture_unreadable: {
      headline: '無法讀取圖片',
      next: '請選擇可正常開啟的 PNG、JPEG、WebP、GIF 或 BMP 圖片。',
    },
    no_code: {
      headline: '找不到 QR 圖碼',
      next: '請選擇清晰、完整顯示 QR 圖碼及其白邊的圖片。',
    },
    several_codes: {
      headline: '圖片內有多於一個帳戶',
      next: '請每次只選擇一個 QR 圖碼，以免混淆帳戶。',
    },
    not_an_account: {
      headline: '這不是註冊 QR 圖碼',
      next: '請使用註冊電郵或網上交易平台所顯示的註冊 QR 圖碼。',
    },
    uri_refused: {
      headline: 'QR 圖碼格式不正確',
      next: '為安全起見，此圖碼不能綁定。請向發出機構索取新的 QR 圖碼。',
    },
    kind_unsupported: {
      headline: '不支援此類帳戶',
      next: '令牌支援時間型驗證碼（TOTP），請向發出機構索取此類 QR 圖碼。',
    },
    already_bound: {
      headline: '帳戶已綁定',
      next: '此帳戶已綁定在此裝置，請在帳戶列表選擇該帳戶。',
    },
    registration_expired: {
      headline: 'QR 圖碼已到期',
      next: '請聯絡客戶服務部，要求發送新的 QR 圖碼。系統並無儲存任何資料。',
    },
    stale: {
      headline: '資料已更新',
      next: '請返回帳戶列表，重新操作。',
    },
    pin_needed: {
      headline: '驗證碼已失效',
      next: '請輸入 PIN 碼，重新產生驗證碼。',
    },
    pin_too_short: {
      headline: 'PIN 碼太短',
      next: '請輸入最少 6 位數字。',
    },
    clipboard: {
      headline: '未能複製驗證碼',
      next: '剪貼簿沒有回應。請再試一次，或自行輸入驗證碼。',
    },
    account_damaged: {
      headline: '此帳戶的資料已損壞',
      next: '其他帳戶不受影響。請聯絡客戶服務部，要求發送新的註冊 QR 圖碼。',
    },
    internal: {
      headline: '發生錯誤',
      next: '請再試一次。如問題持續，請重新啟動令牌，並提供以下技術資料。',
    },
  },
};
