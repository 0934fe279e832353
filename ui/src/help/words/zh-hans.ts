import type { Words } from './en';

export const zhHans: Words = {
  shortcuts: {
    title: '按键一览',
    open: '按键',
    unset: '尚未设置',
    groups: {
      window: '任何页面',
      list: '账户列表',
      pad: 'PIN 码键盘',
      strip: '令牌条',
      system: '任何程序',
    },
    rows: {
      lock: '锁定保险库',
      settings: '设置',
      help: '帮助',
      keys: '按键一览',
      message: '移到最新通知',
      leave: '返回或关闭',
      search: '直接输入即可搜索',
      field: '移到搜索框',
      move: '向上和向下',
      ends: '第一个和最后一个账户',
      enter: '生成或复制验证码',
      menu: '账户菜单',
      favour: '加入常用账户',
      shift: '移动账户的次序',
      add: '添加账户',
      paste: '读取剪贴板中的二维码',
      clear: '清除搜索',
      digits: '输入 PIN 码，无需先点击键盘',
      erase: '删除最后一位数字',
      submit: '确认',
      cancel: '取消',
      switch: '切换账户',
      place: '移动令牌条',
    },
    space: '空格键',
    anyKey: 'A…Z',
  },

  help: {
    loading: '正在打开帮助…',
    failed: '无法打开帮助。',
  },
};
