import type { Words } from './en';

export const zhHans: Words = {
  strip: {
    title: '令牌条',
    locked: '令牌已锁定',
    none: '还没有账户',
    open: '打开令牌',
    switch: '按上下键或滚动滚轮切换账户',
    pin: '输入 PIN 码',
    byEye: '请在主窗口核对数字',
    copied: (duration) => `已复制，${duration}内有效`,
    copiedCounter: '已复制',
    lost: '程序没有响应',
  },
};
