import type { Words } from './en';

export const zhHant: Words = {
  overlay: {
    title: '選擇螢幕的一部分',
    hint: '請在 QR 圖碼周圍拖出一個方框。按 Esc 或滑鼠右鍵放棄。',
    keys: '鍵盤：方向鍵移動方框，Shift 加方向鍵調整大小，Enter 確定。',
    area: '將讀取的部分',
  },
};
