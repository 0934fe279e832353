import type { Words } from './en';

export const zhHant: Words = {
  strip: {
    title: '令牌條',
    locked: '令牌已鎖定',
    none: '尚未有帳戶',
    open: '開啟令牌',
    switch: '按上下鍵或滾動滾輪切換帳戶',
    pin: '輸入 PIN 碼',
    byEye: '請在主視窗核對數字',
    copied: (duration) => `已複製，${duration}內有效`,
    copiedCounter: '已複製',
    lost: '程式沒有回應',
  },
};
