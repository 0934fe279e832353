import type { Words } from './en';
import { numbers } from '../words';

const number = numbers('zh-Hant-HK');

export const zhHant: Words = {
  app: '令牌 Lingpai',
  loading: '正在開啟保險庫…',
  locking: '正在鎖定保險庫…',
  back: '返回',
  cancel: '取消',
  close: '關閉',
  dismiss: '關閉通知',
  support: '客戶服務熱線',

  kitField: {
    label: '復原套件',
    hint: '以 AGE-SECRET-KEY-1 開首。空格、換行及大小寫均不影響。',
    count: (typed) => `${number(typed)}／74 個字元`,
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
      next: '您的保險庫完好無損。請以當初設定的使用者及同一鑰匙圈登入系統，然後再試。如鑰匙圈曾被重設，請以其他方法開啟保險庫。',
    },
    keystore_denied: {
      headline: '系統鑰匙圈拒絕存取',
      next: '請解鎖系統鑰匙圈並允許令牌使用，然後再試。',
    },
    keystore_failed: {
      headline: '系統鑰匙圈發生錯誤',
      next: '您的保險庫完好無損。請確認系統的鑰匙圈服務正在運行，或登出系統後重新登入，然後再試。',
    },
    vault_damaged: {
      headline: '保險庫檔案已損壞',
      next: '檔案並無刪除。請從備份還原保險庫。如沒有備份，請重新開始，並以新的 QR 圖碼重新註冊帳戶。',
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
    reader_missing: {
      headline: '找不到令牌的檔案讀取程式',
      next: '請重新安裝令牌。在此之前，可使用相機、螢幕截圖或手動輸入。',
    },
    reader_crashed: {
      headline: '讀取檔案時中斷',
      next: '檔案已損壞，或是惡意檔案；沒有從中加入任何內容。請將 QR 圖碼截圖後再選擇該圖片。',
    },
    reader_limit: {
      headline: '檔案需要過多資源，已停止讀取',
      next: '它所需的記憶體或時間超出一般含 QR 圖碼的檔案。請將 QR 圖碼截圖後再選擇該圖片。',
    },
    reader_deadline: {
      headline: '未能在 10 秒內讀完檔案',
      next: '請待電腦較空閒時再試，或將 QR 圖碼截圖後再選擇該圖片。',
    },
    reader_stopped: {
      headline: '你已停止讀取此檔案',
      next: '如要讀取，請重新選擇。',
    },
    too_many_found: {
      headline: '一次找到超過 5,000 個帳戶',
      next: '沒有加入任何內容。請分批讀取較少的檔案，或貼上較少的行數。',
    },
    no_code: {
      headline: '找不到 QR 圖碼',
      next: '請選擇清晰、完整顯示 QR 圖碼及其白邊的圖片。',
    },
    code_too_small: {
      headline: 'QR 圖碼太小，無法讀取',
      next: '請先放大 QR 圖碼，或靠近一點拍攝。',
    },
    code_blurred: {
      headline: 'QR 圖碼模糊',
      next: '請拿穩相機並待其對焦，或選擇更清晰的圖片。',
    },
    code_cut_off: {
      headline: 'QR 圖碼不完整',
      next: '請選擇完整顯示 QR 圖碼及其白邊的圖片。',
    },
    code_too_dark: {
      headline: 'QR 圖碼太暗或太淡',
      next: '請調高螢幕亮度，或在光線較好的地方拍攝。',
    },
    code_damaged: {
      headline: 'QR 圖碼損毀或被遮蓋',
      next: '請選擇沒有遮蓋、沒有反光的 QR 圖碼圖片。',
    },
    not_an_account: {
      headline: '這不是註冊 QR 圖碼',
      next: '請使用註冊電郵或網上交易平台所顯示的註冊 QR 圖碼。',
    },
    is_web_address: {
      headline: '這個 QR 圖碼是網址，不是帳戶',
      next: '請使用註冊電郵或網上交易平台所顯示的註冊 QR 圖碼。',
    },
    is_wifi: {
      headline: '這個 QR 圖碼用於連接無線網絡',
      next: '請使用註冊電郵或網上交易平台所顯示的註冊 QR 圖碼。',
    },
    is_contact: {
      headline: '這個 QR 圖碼是聯絡人或訊息',
      next: '請使用註冊電郵或網上交易平台所顯示的註冊 QR 圖碼。',
    },
    migration_refused: {
      headline: '無法讀取此 Google Authenticator 匯出圖碼',
      next: '請重新匯出帳戶，並出示同一次匯出的每個部分。',
    },
    no_picture_in_file: {
      headline: '此檔案內沒有圖片',
      next: '請選擇顯示 QR 圖碼的電郵或 PDF，或讀取螢幕。',
    },
    clipboard_empty: {
      headline: '剪貼簿內沒有可讀取的內容',
      next: '請先複製 QR 圖碼圖片、檔案或網址，然後再貼上。',
    },
    typed_refused: {
      headline: '無法採用輸入的資料',
      next: '請更正已標示的欄位，然後繼續。',
    },
    screen_absent: {
      headline: '此系統無法讀取螢幕',
      next: '系統沒有提供螢幕畫面。請使用檔案、鏡頭或剪貼簿。',
    },
    screen_denied: {
      headline: '系統不允許讀取螢幕',
      next: '請在系統詢問時或在私隱設定中允許（macOS 上之後須重新開啟令牌）；或使用檔案、鏡頭或剪貼簿。',
    },
    screen_failed: {
      headline: '未能讀取螢幕',
      next: '請再試一次，或使用檔案、鏡頭或剪貼簿。',
    },
    camera_none: {
      headline: '找不到鏡頭',
      next: '請連接鏡頭後再試，或使用檔案、螢幕或剪貼簿。',
    },
    camera_busy: {
      headline: '另一個程式正在使用鏡頭',
      next: '請關閉該程式（例如視像通話），然後再試。',
    },
    camera_denied: {
      headline: '系統不允許使用鏡頭',
      next: '請在系統的私隱設定中允許令牌使用鏡頭，然後再試。',
    },
    camera_gone: {
      headline: '鏡頭已被拔除',
      next: '請重新連接鏡頭，然後再試。',
    },
    camera_stalled: {
      headline: '鏡頭沒有傳送畫面',
      next: '請拔除並重新連接鏡頭，或選擇另一個，然後再試。',
    },
    camera_no_media: {
      headline: '這個 Windows 無法使用鏡頭',
      next: '請在設定中加入選用功能「媒體功能套件」，伺服器則加入「Media Foundation」；或使用檔案、螢幕或剪貼簿。',
    },
    camera_failed: {
      headline: '鏡頭無法運作',
      next: '請再試，或使用檔案、螢幕或剪貼簿。',
    },
    uri_refused: {
      headline: 'QR 圖碼格式不正確',
      next: '為安全起見，此圖碼不能綁定。請向發出機構索取新的 QR 圖碼。',
    },
    kind_unsupported: {
      headline: '不支援此類帳戶',
      next: '令牌支援時間型、計數型及 Steam 驗證碼，請向發出機構索取此類 QR 圖碼。',
    },
    already_bound: {
      headline: '帳戶已綁定',
      next: '此帳戶已綁定在此裝置，請在帳戶列表選擇該帳戶。',
    },
    registration_expired: {
      headline: 'QR 圖碼已到期',
      next: '請聯絡客戶服務部，要求發送新的 QR 圖碼。系統並無儲存任何資料。',
    },
    clock_went_back: {
      headline: '時鐘已被調回較早的時間',
      next: '這個時間的驗證碼可能已經使用過，因此不顯示。請等待時間趕上，或在「時鐘」頁確認時間正確。',
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
    unsynced: {
      headline: '此帳戶在此裝置上未同步',
      next: '請先在帳戶列輸入第一台裝置的 PIN 碼。',
    },
    not_main: {
      headline: '只有主帳戶可以這樣做',
      next: '請在此帳戶的第一台裝置上操作。',
    },
    frozen: {
      headline: '此帳戶已凍結',
      next: '請向客戶服務部索取新的註冊 QR 圖碼，或使用復原套件。',
    },
    no_room: {
      headline: '此帳戶已有五台裝置',
      next: '請先在裝置列表放棄其中一台，然後再綁定。',
    },
    clipboard: {
      headline: '未能複製驗證碼',
      next: '剪貼簿沒有回應。請再試一次，或自行輸入驗證碼。',
    },
    shortcut_refused: {
      headline: '這不是快速鍵',
      next: '請同時按 Ctrl、Alt、Shift 或系統鍵，再加一個按鍵。',
    },
    shortcut_taken: {
      headline: '這組按鍵已被使用',
      next: '另一個程式正在使用。請選其他按鍵；設定沒有改變。',
    },
    preferences_lost: {
      headline: '無法儲存你的設定',
      next: '請檢查磁碟是否已滿、程式的資料夾是否可寫入，然後再設定一次。',
    },
    account_damaged: {
      headline: '此帳戶的資料已損壞',
      next: '其他帳戶不受影響。請聯絡客戶服務部，要求發送新的註冊 QR 圖碼。',
    },
    keystore_absent: {
      headline: '找不到系統鑰匙圈',
      next: '您的保險庫完好無損。請啟動系統的鑰匙圈服務，或如常登入桌面，然後再試。',
    },
    keystore_slow: {
      headline: '系統鑰匙圈未有及時回應',
      next: '您的保險庫完好無損。系統鑰匙圈可能正在等待您回應，請查看此視窗後面，回應後再試。',
    },
    keystore_ambiguous: {
      headline: '系統鑰匙圈內有多於一個此保險庫的鑰匙',
      next: '資料並無更改。請在系統鑰匙圈移除不屬於此保險庫的項目，然後再試。',
    },
    keystore_undecodable: {
      headline: '系統鑰匙圈內的鑰匙與此保險庫不符',
      next: '資料並無覆寫。請放回正確的項目（例如從鑰匙圈本身的備份），然後再試。',
    },
    try_not_remembered: {
      headline: '未有檢查 PIN 碼',
      next: '系統鑰匙圈未能記錄此次嘗試，因此 PIN 碼未被檢查，嘗試次數亦無減少。請解鎖系統鑰匙圈後再試。如此電腦的鑰匙圈不再可用，請設定保險庫密碼，並從開啟方法移除系統鑰匙圈。',
    },
    kit_wrong: {
      headline: '此復原套件不相符',
      next: '它屬於另一個保險庫，或已被更換。請使用此保險庫最近製作的套件。',
    },
    not_in_kit: {
      headline: '復原套件無法開啟此帳戶',
      next: '製作套件後從未輸入此帳戶的 PIN 碼。請向客戶服務部索取新的註冊 QR 圖碼。',
    },
    not_a_kit: {
      headline: '這不是復原套件',
      next: '有字元輸入錯誤或遺漏。請逐組與紙上所記核對。',
    },
    kit_mistyped: {
      headline: '這不是套件的最後字元',
      next: '請再看看您的副本。如副本有誤，請再次顯示套件並更正。',
    },
    proof_needed: {
      headline: '尚未確認是您本人',
      next: '每次確認只適用於一項更改，有效一分鐘。請重新開始。',
    },
    presence_absent: {
      headline: '系統無法確認是您本人',
      next: '此電腦無法要求您的密碼或指紋。提出要求一天後方可更改。',
    },
    presence_refused: {
      headline: '系統未能確認是您本人',
      next: '沒有任何更改。請再試一次。',
    },
    declined: {
      headline: '您未有同意，沒有任何更改',
      next: '如確實需要，請重新開始，並在系統的對話框中同意。',
    },
    passphrase_too: {
      headline: '此操作須輸入密碼',
      next: '保險庫會換上新金鑰，只有密碼才可重新保護它。請輸入密碼，或先設定新密碼。',
    },
    last_way_in: {
      headline: '這是最後一個開啟方法',
      next: '不能移除。請先新增密碼或復原套件。',
    },
    vault_read_only: {
      headline: '保險庫目前只可讀取',
      next: '請到保險庫頁面查看原因及處理方法。',
    },
    not_a_vault: {
      headline: '此檔案不是完整的保險庫',
      next: '資料並無更改。請選擇另一個備份。',
    },
    folder_unusable: {
      headline: '無法使用此資料夾',
      next: '資料夾名稱含有無法保存的字元，請選擇另一個資料夾。',
    },
    secret_erased: {
      headline: '此帳戶因 PIN 碼輸入錯誤十次已被清除',
      next: '請聯絡客戶服務部，要求發送新的註冊 QR 圖碼。',
    },
    internal: {
      headline: '發生錯誤',
      next: '請再試一次。如問題持續，請重新啟動令牌，並提供以下技術資料。',
    },
  },
};
