import type { Words } from './en';
import { numbers } from '../../text/words';

const number = numbers('zh-Hant-HK');

export const zhHant: Words = {
  unlock: {
    title: '保險庫已鎖定',
    lead: '解鎖後才會顯示帳戶及驗證碼。',
    again: '解鎖',
    retry: '再試一次',
    passphrase: '使用保險庫密碼',
    kit: '使用復原套件',
    kitSubmit: '以復原套件解鎖',
    renew: '讓此電腦日後可自行開啟',
    renewNext: '系統會把新的鑰匙存入系統鑰匙圈。設有 PIN 碼的帳戶須重新輸入 PIN 碼一次。',
    other: '其他開啟方法',
    lost: '如所有方法均無法開啟',
  },

  welcome: {
    step: (step, all) => `第 ${number(step)} 步，共 ${number(all)} 步`,
    skip: '略過',
    next: '下一步',
    what: {
      title: '歡迎使用令牌',
      is: '令牌是甚麼',
      isText: [
        '產生 6 位數字的一次性驗證碼，供您連同交易密碼登入。',
        '無須網絡，在海外亦可使用；帳戶加密存放於此電腦。',
        '亦可產生其他網站的驗證碼。',
      ],
      not: '令牌不是甚麼',
      notText: ['並非券商的程式，亦不能用於交易。', '不會得知您的交易密碼。向您索取 PIN 碼或驗證碼的人，均非來自令牌。'],
    },
    ways: {
      title: '如何開啟保險庫',
      lead: '您的帳戶加密存放於此電腦的保險庫內。',
      keystore: (name) => `由${/^[a-z]/i.test(name) ? ' ' : ''}${name}開啟`,
      keystoreText: '您登入此電腦後，保險庫便會自動開啟；在其他電腦上則不會。',
      passphrase: '由您的保險庫密碼開啟',
      passphraseText: '每次啟動令牌時輸入。任何人均無法找回此密碼。',
      both: '您可隨時在設定中新增保險庫密碼。',
      pin: 'PIN 碼則有所不同：每個券商帳戶各有一個，每次產生驗證碼時輸入。',
      loading: '正在查詢保險庫的開啟方法…',
    },
    kit: {
      title: '以備不時之需',
      lead: '如此電腦損壞或系統鑰匙圈被重設，印在紙上的復原套件可再次開啟保險庫。',
      without: '如沒有復原套件，每個帳戶均須聯絡客戶服務部重新註冊。',
      make: '立即製作',
      later: '稍後',
      laterNext: '日後可在「設定 > 復原套件」製作。',
      ready: '復原套件已可使用。',
      closed: '保險庫目前只可讀取，不能製作套件。',
      done: '開始使用',
    },
  },
};
