import words from './en';
export default words;
