library-title = المكتبة
library-lead = نصوص وتسجيلات تقرئينها هنا، وتحفظينها في هاتفك، وتعطينها لغيرك.
library-filter-label = ترشيح المكتبة
library-filter-kind = النوع
library-filter-language = اللغة
library-filter-all = الكل
library-filter-unknown = لا نعرف هذا الاختيار. إليك كل ما في المكتبة.
library-kind-book = كتاب
library-kind-document = ورقة
library-kind-audio = تسجيل صوتي
library-kind-video = شريط
library-kinds-book = كتب
library-kinds-document = أوراق
library-kinds-audio = تسجيلات صوتية
library-kinds-video = أشرطة
library-verb-book = للقراءة
library-verb-document = للطبع
library-verb-audio = للاستماع
library-verb-video = للمشاهدة
library-minutes = { $minutes ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $digits } دقائق
    [many] { $digits } دقيقة
   *[other] { $digits } دقيقة
}
library-duration = { $minutes } دق { $seconds } ث
library-size-kb = { $size } كيلوبايت
library-size-mb = { $size } ميغابايت
library-found-title = ما وجدناه
library-more-title = المزيد على الرفوف
library-empty-title = لا شيء على هذا الرف بعد
library-empty-text = اختاري نوعا آخر أو لغة أخرى، أو شاهدي كل المكتبة.
library-empty-all = كل المكتبة
library-read-here = اقرئي هنا
library-read-elsewhere = اقرئيه في موقع آخر
library-elsewhere = تُقرأ في موقع آخر
library-files-title = خذيه معك
library-file-original = كما نُشر
library-file-html = صفحة للحفظ أو الطبع
library-file-epub = كتاب لتطبيق القراءة
library-file-audio = تسجيل صوتي
library-file-transcript = النص المكتوب للتسجيل
library-file-cover = الغلاف
library-file-pdf = وثيقة تُقرأ صفحة صفحة
library-file-picture = صورة
library-format-html = HTML
library-format-epub = EPUB
library-format-audio = MP3
library-format-transcript = نص
library-format-original = ملف
library-format-cover = صورة
library-format-pdf = PDF
library-format-picture = صورة
library-listen-in = استمعي باللغة { $language }
library-machine-read = تقرؤه آلة.
library-transcript-in = النص المكتوب باللغة { $language }
library-about-title = معلومات عنه
library-meta-kind = النوع
library-meta-genre = صنف العمل
library-genre-report = تقرير أو دراسة
library-genre-law = قانون أو اتفاقية
library-genre-guide = دليل
library-genre-testimony = شهادة
library-genre-novel = رواية أو قصص
library-genre-poetry = شعر
library-genre-essay = مقال
library-genre-interview = حوار
library-genre-documentary = وثائقي
library-genre-lecture = محاضرة
library-genre-song = أغنية أو موسيقى
library-genre-exercise = تمرين أو درس
library-genre-poster = معلقة أو مطوية
library-genre-speech = خطاب
library-genre-statistics = إحصاءات
library-meta-language = اللغة
library-meta-year = صدر أول مرة سنة
library-meta-others = عناوين أخرى
library-meta-created = تاريخ تأليفه
library-meta-recorded = تاريخ تسجيله
library-meta-place = مكان النشر
library-meta-pages = عدد الصفحات
library-meta-places = أماكن يتناولها
library-meta-periods = فترات يتناولها
library-date-near = حوالي { $date }
library-date-unsure = { $date } (غير مؤكّد)
library-date-span = من { $from } إلى { $to }
library-date-since = منذ { $date }
library-date-until = حتى { $date }
library-meta-section = القسم
library-meta-added = في المكتبة منذ
library-meta-licence = شروط الاستعمال
library-meta-source = المصدر
library-meta-cite = للاستشهاد به
library-role-author = تأليف
library-role-publisher = نشر
library-role-translator = ترجمة
library-role-editor = أعدّ هذه الطبعة
library-role-narrator = قراءة
library-role-interviewee = رواية
library-role-interviewer = حوار
library-role-illustrator = رسوم
library-licence-un-official = نص رسمي للأمم المتحدة وُضع لينتشر: يمكنك نسخه وتوزيعه. اذكري المصدر.
library-licence-mit = من إعداد هذه البوابة. يمكنك نسخه وتغييره وتوزيعه (رخصة MIT).
library-editions-title = بلغات أخرى
library-language-ar = العربية
library-language-fr = الفرنسية
library-language-en = الإنجليزية
library-language-ber = الأمازيغيّة
library-language-it = الإيطاليّة
library-language-de = الألمانيّة
library-language-es = الإسبانيّة
library-language-und = لغة لم تُحدَّد
library-language-zxx = بلا كلام
library-contents = المحتويات
library-back-to-item = عودة إلى الوصف
library-reading-languages = اقرئي بلغة أخرى
library-start = إلى البداية
library-licence-cc-by = يمكنك نسخه وتغييره وتوزيعه إن ذكرتِ صاحبه (رخصة المشاع الإبداعي CC BY 4.0).
library-licence-cc-by-sa = يمكنك نسخه وتغييره وتوزيعه إن ذكرتِ صاحبه وأبقيتِ الرخصة نفسها (المشاع الإبداعي CC BY-SA 4.0).
library-licence-cc-by-nc = يمكنك نسخه وتغييره وتوزيعه دون ربح إن ذكرتِ صاحبه (المشاع الإبداعي CC BY-NC 4.0).
library-licence-cc-by-nc-sa = يمكنك نسخه وتغييره وتوزيعه دون ربح إن ذكرتِ صاحبه وأبقيتِ الرخصة نفسها (المشاع الإبداعي CC BY-NC-SA 4.0).
library-licence-cc-by-nd = يمكنك نسخه وتوزيعه كما هو إن ذكرتِ صاحبه (المشاع الإبداعي CC BY-ND 4.0).
library-licence-cc-by-nc-nd = يمكنك نسخه وتوزيعه كما هو دون ربح إن ذكرتِ صاحبه (المشاع الإبداعي CC BY-NC-ND 4.0).
library-licence-cc-zero = تنازل صاحبه عن كل حق فيه: افعلي به ما تشائين (CC0 1.0).
library-licence-public-domain = ملك عام: لا حق لأحد فيه.
library-licence-in-copyright = محفوظ الحقوق: لا يُنسخ دون إذن صاحبه.
library-licence-in-copyright-educational = محفوظ الحقوق، ويجوز استعماله في التعليم والتعلّم.
library-licence-in-copyright-non-commercial = محفوظ الحقوق، ويجوز استعماله دون ربح.
library-licence-in-copyright-unlocatable = محفوظ الحقوق، ولم نعثر على صاحبه. إن كان لكِ فاكتبي إلينا.
library-licence-no-known-copyright = لا نعرف لأحد حقا فيه.
library-licence-not-evaluated = لم يُنظر في حقوقه بعد: اسألي قبل أن تنسخيه.
library-licence-terms = نص الشروط
library-meta-holder = صاحب الحقوق
library-meta-rights-note = عن الحقوق
library-meta-subjects = المواضيع
library-meta-identifiers = أرقامه
library-meta-accessibility = ما يسهّل استعماله
library-meta-access-note = لمن لا ترى أو لا تسمع
library-meta-permanent = عنوانه الدائم
library-meta-export = للاستشهاد به في البرامج
library-identifier-isbn = ISBN
library-identifier-issn = ISSN
library-identifier-doi = DOI
library-identifier-urn = URN
library-identifier-url = عنوان
library-relation-part-of = جزء من
library-relation-version-of = صيغة أخرى من
library-relation-translation-of = ترجمة
library-relation-transcript-of = النص المكتوب لـ
library-relation-based-on = أُعدّ انطلاقا من
library-inverse-part-of = تضمّ
library-inverse-version-of = صيغة أخرى منها
library-inverse-translation-of = ترجمة لها
library-inverse-transcript-of = نصّها المكتوب
library-inverse-based-on = أُعدّ انطلاقا منها
library-access-captions = ما يُقال مكتوب في الصورة
library-access-transcript = ما يُقال مكتوب كله
library-access-alternative-text = الصور موصوفة
library-access-structure = عناوين ومحتويات للتنقل
library-access-readable-text = نص يُكبَّر ويقرؤه قارئ الشاشة
library-warning-title = قبل أن تفتحيه
library-warning-lead = فيه ما قد يؤلمك. خذي وقتك، ويمكنك أن تتوقفي متى شئتِ.
library-warning-violence = العنف
library-warning-sexual-violence = العنف الجنسي
library-warning-children = أذى يلحق بأطفال
library-warning-death = الموت والفقد
library-warning-self-harm = إيذاء النفس
library-warning-hate = كلام يحض على الكراهية
library-warning-range = من { $from } إلى { $to }
library-stone-title = سُحب من المكتبة
library-stone-erased = أُزيل بطلب من الشخص المعني.
library-stone-day = سُحب يوم
library-stone-reason = السبب
library-stone-note = كلمة من المكتبة
library-stone-was = كان عنوانه
library-stone-contact = إن كان لكِ سؤال فاكتبي إلى الفريق.
library-stone-contact-link = كيف تصلين إلينا
library-withdrawal-rights-claim = لغيرنا حق فيه
library-withdrawal-wrong-content = فيه خطأ
library-withdrawal-may-harm = قد يؤذي أحدا
library-withdrawal-owner-asked = طلبه من أعطاه
library-withdrawal-held-twice = موجود في المكتبة مرتين
library-withdrawal-court-or-law = حكم قضائي أو قانون
library-count = { $count ->
    [zero] لا شيء
    [one] عنوان واحد
    [two] عنوانان
    [few] { $digits } عناوين
    [many] { $digits } عنوانا
   *[other] { $digits } عنوان
}
library-filter-collection = المجموعة
library-filter-decade = السنوات
library-decade = عشرية { $year }
library-filter-having = فيه
library-having-audio = صوت للاستماع
library-having-captions = كتابة مع الصوت
library-filter-chosen = { $facet }: { $value }
library-filter-remove = أزيلي هذا الاختيار
library-filter-deep = { $count ->
    [zero] لا تختاري شيئا
    [one] اختاري واحدا على الأكثر
    [two] اختاري اثنين على الأكثر معا
    [few] اختاري { $digits } على الأكثر معا
    [many] اختاري { $digits } على الأكثر معا
   *[other] اختاري { $digits } على الأكثر معا
}
library-filter-deep-text = أزيلي واحدا مما اخترت لنريكِ القائمة.
library-search-label = البحث في المكتبة وحدها
library-search-none = جرّبي كلمات أقل، أو كلمة أخرى لنفس الشيء. وهذا البحث في المكتبة وحدها.
library-opens-on = يُفتح ابتداءً من { $day }
library-closed-now = غير مفتوح الآن
