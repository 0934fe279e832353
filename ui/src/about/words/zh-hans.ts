import type { Words } from './en';
import { numbers } from '../../text/words';

const number = numbers('zh-Hans-CN');

export const zhHans: Words = {
  about: {
    title: '关于令牌',
    version: '版本',
    system: '系统',
    vault: '保险库文件夹',
    settings: '设置文件夹',
    webView: '网页组件的文件夹',
    loading: '正在查询…',
    own: '令牌是独立的程序，不是券商的程序，券商也不对其负责。',
    free: '自由软件，可按 MIT 许可证或 Apache License 2.0 使用。',
    licences: '使用的软件',
    search: '按名称或许可证搜索',
    count: (found, all) => (found === all ? `${number(all)} 项` : `${number(found)} 项，共 ${number(all)} 项`),
    none: '没有匹配的项目。',
    reading: '正在读取许可证…',
    failed: '无法读取许可证。请重新启动令牌，然后再试。',
  },
};
