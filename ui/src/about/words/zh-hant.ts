import type { Words } from './en';
import { numbers } from '../../text/words';

const number = numbers('zh-Hant-HK');

export const zhHant: Words = {
  about: {
    title: '關於令牌',
    version: '版本',
    system: '系統',
    vault: '保險庫資料夾',
    settings: '設定資料夾',
    webView: '網頁元件的資料夾',
    loading: '正在查詢…',
    own: '令牌是獨立的程式，並非券商的程式，券商亦不為其負責。',
    free: '自由軟件，可按 MIT 授權條款或 Apache License 2.0 使用。',
    licences: '所用的軟件',
    search: '按名稱或授權條款搜尋',
    count: (found, all) => (found === all ? `${number(all)} 項` : `${number(found)} 項，共 ${number(all)} 項`),
    none: '沒有符合的項目。',
    reading: '正在讀取授權條款…',
    failed: '無法讀取授權條款。請重新啟動令牌，然後再試。',
  },
};
