// The few words by which a person finds her way, as she reads them. Written down here once more on purpose: a
// test that read the catalogue would agree with any mistake in it.
export type Language = 'ar' | 'fr' | 'en';

export interface Words {
  dir: 'rtl' | 'ltr';
  endonym: string;
  exit: string;
  skipToExit: string;
  menu: string;
  forum: string;
  library: string;
  statistics: string;
  safety: string;
  signIn: string;
  signOut: string;
  account: string;
  desk: string;
  chooseName: string;
  search: string;
  leaving: string;
  pressTwice: string | RegExp;
  pressOnce: string | RegExp;
  expired: string;
  steps: string;
  papers: string;
  notFound: string;
  forbidden: string;
  lookAgain: string;
  neutralTitle: string;
  /** A word of an article as nobody writes it there: with article or plural, without vowel signs. */
  searched: string;
  /** What nobody wrote. */
  unheard: string;
}

export const words: Record<Language, Words> = {
  ar: {
    dir: 'rtl',
    endonym: 'العربية',
    exit: 'مغادرة الموقع',
    skipToExit: 'طارئ: مغادرة هذا الموقع',
    menu: 'القائمة',
    forum: 'المنتدى',
    library: 'المكتبة',
    statistics: 'الأرقام',
    safety: 'سلامتك هنا',
    signIn: 'الدخول',
    signOut: 'الخروج من الحساب',
    account: 'حسابي',
    desk: 'مكتب الفريق',
    chooseName: 'اختاري اسمًا',
    search: 'بحث',
    leaving: 'جارٍ التحميل',
    pressTwice: 'اضغطي على مفتاح Shift مرّتين للمغادرة',
    pressOnce: 'اضغطي على مفتاح Shift مرّة أخرى للمغادرة',
    expired: 'لم يكتمل اختصار المغادرة',
    steps: 'الخطوات',
    papers: 'الوثائق التي تحملينها معك',
    notFound: 'لم نجد هذه الصفحة',
    forbidden: 'هذه الصفحة ليست مفتوحة لك',
    lookAgain: 'إجابات تحتاج إلى مراجعة',
    neutralTitle: 'بوّابة المواطنة – الكاف',
    searched: 'الشكايات',
    unheard: 'زقزقزقزق',
  },
  fr: {
    dir: 'ltr',
    endonym: 'Français',
    exit: 'Quitter ce site',
    skipToExit: 'Urgence : quitter ce site',
    menu: 'Menu',
    forum: 'Forum',
    library: 'Bibliothèque',
    statistics: 'Chiffres',
    safety: 'Votre sécurité ici',
    signIn: 'Se connecter',
    signOut: 'Se déconnecter',
    account: 'Mon compte',
    desk: 'Bureau',
    chooseName: 'Choisir un nom',
    search: 'Chercher',
    leaving: 'Chargement',
    pressTwice: /Appuyez encore .?2.? fois sur Maj/,
    pressOnce: 'Appuyez encore une fois sur Maj',
    expired: 'Le raccourci de sortie n’a pas été achevé',
    steps: 'Étapes',
    papers: 'Papiers à apporter',
    notFound: 'Cette page est introuvable',
    forbidden: 'Cette page ne vous est pas ouverte',
    lookAgain: 'Réponses à revoir',
    neutralTitle: 'Portail citoyen – El Kef',
    searched: 'juges',
    unheard: 'zqxwzqxw',
  },
  en: {
    dir: 'ltr',
    endonym: 'English',
    exit: 'Leave this site',
    skipToExit: 'Emergency: leave this site',
    menu: 'Menu',
    forum: 'Forum',
    library: 'Library',
    statistics: 'Figures',
    safety: 'Your safety here',
    signIn: 'Sign in',
    signOut: 'Sign out',
    account: 'My account',
    desk: 'Desk',
    chooseName: 'Choose a name',
    search: 'Search',
    leaving: 'Loading',
    pressTwice: /Press Shift .?2.? more times to leave/,
    pressOnce: 'Press Shift once more to leave',
    expired: 'The exit shortcut was not completed',
    steps: 'Steps',
    papers: 'Papers to bring',
    notFound: 'We could not find this page',
    forbidden: 'This page is not open to you',
    lookAgain: 'Please look at these answers',
    neutralTitle: 'Citizen portal – El Kef',
    searched: 'complaints',
    unheard: 'zqxwzqxw',
  },
};
