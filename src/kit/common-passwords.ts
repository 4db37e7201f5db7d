/** What is tried first against every account: lists of leaked passwords, and the habits of Chinese offices and keyboards. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passwort passw0rd passwd admin administrator root guest test user login welcome letmein monkey dragon master
  sunshine princess football baseball iloveyou trustno1 superman batman starwars whatever freedom shadow michael jordan
  computer internet samsung hello charlie donald secret access flower summer winter spring autumn
  qwerty qwertyuiop qwertyui asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5
  1q2w3e4r 1q2w3e4r5t zaq12wsx zaq1zaq1 qwe123 qwer1234 qwerasdf asdf1234 asd123 zxc123 abc123 abcd1234 abc12345 a123456
  a1234567 a12345678 a123456789 aa123456 aa12345678 aa123123 abc123456 admin123 admin1234 admin888 admin123456 password1
  password123 pass1234 test1234 welcome1 welcome123 p@ssw0rd p@ssword pa55word
  123456 1234567 12345678 123456789 1234567890 0123456789 87654321 987654321 11111111 00000000 88888888 66666666 12341234
  123123123 11223344 1122334455 12344321 147258369 1472583690 789456123 159357 741852963 5201314 1314520 5211314 7758521
  woaini woaini1314 woaini520 woaini521 nihao nihao123 mima mima123 zhang123 wang123 li123456 qq123456 wx123456 china
  china123 zhongguo beijing shanghai wuhan hubei xianning shequ shequ123 jiedao wangge wangge123 wuye123 fulian fulian123
  doorstep mendianhu menting changeme default letmein1`.split(/\s+/),
);
