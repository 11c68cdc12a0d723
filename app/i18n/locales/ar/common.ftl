language-name = العربية
site-name = جسور
site-tagline = جسور لنساء الكاف
site-neutral-title = بوّابة المواطنة – الكاف
skip-to-content = إلى المحتوى مباشرة
skip-to-exit = طارئ: مغادرة هذا الموقع
exit-button = مغادرة الموقع
exit-overlay = جارٍ التحميل
nav-sections = الأقسام
nav-library = المكتبة
nav-statistics = الأرقام
nav-forum = المنتدى
nav-search = البحث
nav-account = حسابي
nav-sign-in = الدخول
nav-join = الانضمام
nav-desk = مكتب الفريق
nav-safety = سلامتك هنا
nav-about = من نحن
nav-privacy = معطياتك
nav-terms = قواعد المنتدى
nav-moderation = من يقرأ أولا
nav-glossary = شرح الكلمات
nav-cite = كيف تذكرين المصدر
nav-first-steps = الخطوات الأولى
nav-accessibility = سهولة الاستعمال للجميع
nav-home = الصفحة الأولى
nav-main-label = القائمة الرئيسية
nav-language-label = اللغة
nav-breadcrumbs-label = أنتِ هنا
search-label = ابحثي في هذا الموقع
search-button = بحث
helplines-title = أرقام تساعدك
helpline-violence-short = خطّ المساعدة
checked-on = تمّ التثبّت يوم { $date }
back = رجوع
print = طباعة
error-summary-title = إجابات تحتاج إلى مراجعة
pages-previous = الأحدث
pages-next = الأقدم
pages-label = الصفحات
only-in-language = هذا النصّ متوفّر باللغة التالية فقط: { $language }.
section-poverty = الفقر
section-civil-society = المجتمع المدني
section-unions = النقابات
section-economic-situation = الوضع الاقتصادي
section-protection-of-women = حماية المرأة
section-womens-job = عمل المرأة
section-womens-participation = مشاركة المرأة
section-statistical-data = المعطيات الإحصائية
menu-button = القائمة
safety-bar-label = المساعدة والمغادرة
helpline-call = اتّصلي للمساعدة
exit-progress = { $left ->
    [zero] اضغطي على مفتاح Shift للمغادرة
    [one] اضغطي على مفتاح Shift مرّة أخرى للمغادرة
    [two] اضغطي على مفتاح Shift مرّتين للمغادرة
    [few] اضغطي على مفتاح Shift { $left } مرّات للمغادرة
    [many] اضغطي على مفتاح Shift { $left } مرّة للمغادرة
   *[other] اضغطي على مفتاح Shift { $left } مرّة للمغادرة
}
exit-expired = لم يكتمل اختصار المغادرة
footer-about = جسور بوّابة من الكاف لمشاغل النساء وحقوقهنّ: إجراءات وأرقام وكتب ومنتدى.
footer-links-label = عن هذا الموقع
sign-out = الخروج من الحساب
home-start = العودة إلى الصفحة الأولى
your-text = نصّك
your-text-hint = لم يضع شيء. انسخيه، أو أرسليه من جديد من هنا.
send-again = إعادة الإرسال
sign-in-other-tab = ادخلي إلى حسابك (في نافذة أخرى)، ثمّ عودي إلى هنا وأعيدي الإرسال.
