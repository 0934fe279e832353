import type { Words } from './en';

export const zhHant: Words = {
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
    unlock: '解鎖',
    unlocking: '正在解鎖…',
    wrong: '密碼不正確。請檢查大小寫及輸入法，然後再試。',
  },

  proof: {
    title: '確認是您本人',
    keystore: '由系統鑰匙圈確認，毋須輸入任何資料。',
    passphrase: '您的保險庫密碼',
    useKit: '改用復原套件',
    usePassphrase: '改用保險庫密碼',
    useKeystore: '改用系統鑰匙圈',
  },
};
