import type { Words } from './en';

export const zhHant: Words = {
  shortcuts: {
    title: '按鍵一覽',
    open: '按鍵',
    unset: '尚未設定',
    groups: {
      window: '任何頁面',
      list: '帳戶列表',
      pad: 'PIN 碼鍵盤',
      strip: '令牌條',
      system: '任何程式',
    },
    rows: {
      lock: '鎖定保險庫',
      settings: '設定',
      help: '說明',
      keys: '按鍵一覽',
      message: '移至最新通知',
      leave: '返回或關閉',
      search: '直接輸入即可搜尋',
      field: '移至搜尋欄',
      move: '向上及向下',
      ends: '第一個及最後一個帳戶',
      enter: '產生或複製驗證碼',
      menu: '帳戶選單',
      favour: '加入常用帳戶',
      shift: '移動帳戶的次序',
      add: '新增帳戶',
      paste: '讀取剪貼簿內的 QR 圖碼',
      clear: '清除搜尋',
      digits: '輸入 PIN 碼，無須先點選鍵盤',
      erase: '刪除最後一位數字',
      submit: '確認',
      cancel: '取消',
      switch: '切換帳戶',
      place: '移動令牌條',
    },
    space: '空白鍵',
    anyKey: 'A…Z',
  },

  help: {
    loading: '正在開啟說明…',
    failed: '無法開啟說明。',
  },
};
