import type { Words } from './en';

export const zhHans: Words = {
  overlay: {
    title: '选择屏幕的一部分',
    hint: '请在二维码周围拖出一个方框。按 Esc 或鼠标右键放弃。',
    keys: '键盘：方向键移动方框，Shift 加方向键调整大小，Enter 确定。',
    area: '将读取的部分',
  },
};
