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
library-files-title = خذيه معك
library-file-original = كما نُشر
library-file-html = صفحة للحفظ أو الطبع
library-file-epub = كتاب لتطبيق القراءة
library-file-audio = تسجيل صوتي
library-file-transcript = النص المكتوب للتسجيل
library-file-cover = الغلاف
library-format-html = HTML
library-format-epub = EPUB
library-format-audio = MP3
library-format-transcript = نص
library-format-original = ملف
library-format-cover = صورة
library-listen-in = استمعي باللغة { $language }
library-machine-read = تقرؤه آلة.
library-transcript-in = النص المكتوب باللغة { $language }
library-about-title = معلومات عنه
library-meta-kind = النوع
library-meta-language = اللغة
library-meta-year = صدر أول مرة سنة
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
library-licence-un-official = نص رسمي للأمم المتحدة وُضع لينتشر: يمكنك نسخه وتوزيعه. اذكري المصدر.
library-licence-mit = من إعداد هذه البوابة. يمكنك نسخه وتغييره وتوزيعه (رخصة MIT).
library-editions-title = بلغات أخرى
library-language-ar = العربية
library-language-fr = الفرنسية
library-language-en = الإنجليزية
library-contents = المحتويات
library-back-to-item = عودة إلى الوصف
library-reading-languages = اقرئي بلغة أخرى
library-start = إلى البداية
