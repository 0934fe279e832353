import type { Words } from './en';
import { numbers } from '../../text/words';

const number = numbers('zh-Hant-HK');

export const zhHant: Words = {
  toast: {
    copied: (duration, longer) => `已複製驗證碼，尚有 ${duration}有效；多數伺服器會再接受 ${longer}`,
    copiedCounter: '已複製驗證碼',
    boundMany: (count) => `已綁定 ${number(count)} 個帳戶`,
    edited: (account) => `已更改 ${account}`,
    bound: (account) => `已綁定 ${account}`,
    ready: (account) => `${account} 的驗證碼已產生`,
    synced: (account) => `${account} 已同步`,
    restored: '保險庫已還原',
    begun: '已建立新的保險庫，舊保險庫另行保留',
    accepted: '保險庫以目前的狀態繼續使用',
    passphraseSet: '保險庫密碼已設定',
    passphraseRemoved: '保險庫密碼已移除',
    kitRemoved: '復原套件已移除',
    kitLeft: '復原套件未經確認，不能開啟任何資料',
    backupsEnded: '已停止備份，現有的備份會保留',
    pinChanged: (account) => `已更改 ${account} 的 PIN 碼`,
    givenUp: (account) => `已放棄 ${account} 的一台裝置`,
    removed: (account) => `${account} 已移至垃圾桶`,
    undo: '復原',
    broughtBack: (account) => `${account} 已回到列表`,
    transferSaved: 'QR 圖碼已儲存',
    auditSaved: '操作記錄已儲存',
  },

  keystoreWait: {
    line: '系統鑰匙圈可能正在等待您回應，請查看此視窗後面有沒有其他視窗。',
    stop: '停止等候',
  },

  anew: {
    open: '重新開始',
    title: '以新的保險庫重新開始？',
    aside: '舊保險庫會另行保留，不會刪除。',
    codes: '此裝置會停止產生驗證碼，直至每個帳戶以新的 QR 圖碼重新綁定。',
    last: '只有在系統鑰匙圈、密碼、復原套件及備份均無法開啟時，才應這樣做。',
    confirm: '重新開始',
    busy: '正在建立新的保險庫…',
  },

  restore: {
    file: '從備份還原…',
    dialog: '選擇保險庫檔案或備份',
    files: '令牌保險庫',
    choosing: '正在讀取檔案…',
    title: '還原至此狀態？',
    saved: '儲存時間',
    accounts: '帳戶數目',
    unknown: '開啟後才可得知',
    aside: '目前的保險庫會先另行保留，日後仍可還原。',
    pins: '設有 PIN 碼的帳戶須重新輸入 PIN 碼一次；如其後曾更改，須輸入當時的 PIN 碼。已計算的錯誤次數不會清除。',
    here: '由此電腦的系統鑰匙圈開啟，毋須輸入任何資料。',
    type: '開啟方法',
    passphrase: '此備份的密碼',
    backupPassphrase: '備份密碼',
    fromBackup: '之後備份密碼亦可開啟保險庫，您可在保險庫頁面更改或移除。',
    closed: '此檔案只能由另一台電腦的系統鑰匙圈開啟。請選擇設有密碼或復原套件的備份。',
    go: '還原',
    busy: '正在還原…',
  },

  tray: {
    open: '開啟令牌',
    strip: '小視窗',
    lock: '鎖定',
    quit: '結束',
    locked: '已鎖定',
  },
};
