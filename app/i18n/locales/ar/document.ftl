document-page = صفحة { $number }
document-page-of = الصفحة { $number } من { $total }
document-previous = الصفحة السابقة
document-next = الصفحة التالية
document-first = الصفحة الأولى
document-last = الصفحة الأخيرة
document-to-page = اذهبي إلى الصفحة
document-go = اذهبي
document-picture = صورة الصفحة { $number }
document-text = النصّ
document-no-text = نصّ هذه الصفحة غير متوفّر: تظهر صورتها فقط.
document-no-text-no-picture = لا يمكن عرض هذه الصفحة هنا. احتفظي بالملفّ لقراءتها.
document-unread = لا يمكن تصفّح هذه الوثيقة هنا صفحة بصفحة في الوقت الحاليّ. يمكنك الاحتفاظ بالملفّ وقراءته على جهازك.
document-lost = لا توجد صفحة رقم { $number }: عدد صفحات هذه الوثيقة { $total }.
document-pages = الصفحات كما طُبعت (PDF)
document-open = اقرئي هنا مع التكبير
document-open-hint = لتكبير الصفحات. يُحمَّل هذا الحجم مرّة واحدة، ثمّ كلّ صفحة حين تصلين إليها. ويبقى النصّ في الأسفل.
document-keys = الأسهم تقلّب الصفحات، و+ و− تغيّران الحجم، وHome وEnd تنقلان إلى أوّل صفحة وآخرها.
document-sheet = الصفحة كما طُبعت
document-larger = تكبير
document-smaller = تصغير
document-close = العودة إلى العرض البسيط
document-loading = تُفتح الوثيقة…
document-failed = تعذّر رسم الصفحة هنا. العرض البسيط في الأسفل ما زال يعمل، ويمكنك الاحتفاظ بالوثيقة.
document-item-unread = صفحاتها التي لا تُقرأ
document-download = احتفظي بالوثيقة كاملة
document-search-label = ابحثي في هذه الوثيقة
document-found-title = في هذه الوثيقة
document-search-on = واصلي البحث انطلاقا من الصفحة { $number }
document-search-back = عودة إلى الوثيقة
document-queue-title = صفحات لا تُقرأ
document-queue-lead = صفحات لم يتمكّن أيّ برنامج من قراءة نصّها قراءة صحيحة: تحتاج إلى تعرّف ضوئيّ أو إلى كتابتها من جديد. لا تظهر في البحث ما دامت كذلك.
document-queue-none = لا صفحة تنتظر.
document-no-programs = البرامج التي تقرأ صفحات ملفّات PDF غير مثبّتة على هذا الخادم (poppler-utils).
document-damaged = تعذّرت قراءة الملفّ
document-waiting = لم تُقرأ صفحاته بعد
document-again = اقرئي الصفحات من جديد
document-done-again = ستُقرأ الصفحات من جديد. ما كُتب باليد يبقى.
document-done-page = حُفظ نصّ الصفحة.
document-state-extracted = قرأها برنامج (الجودة { $quality } من 100).
document-state-unreadable = لا يقرأها أيّ برنامج (الجودة { $quality } من 100).
document-state-typed = كتبها شخص من الفريق.
document-field-text = نصّ الصفحة
document-text-hint = كما هو مكتوب على الصفحة؛ سطر فارغ بين الفقرات.
document-field-direction = اتّجاه الكتابة
document-direction-auto = حسب النصّ
document-direction-rtl = من اليمين إلى اليسار
document-direction-ltr = من اليسار إلى اليمين
document-save = احفظي النصّ
document-blank = لا شيء مكتوب على هذه الصفحة
document-next-unread = الصفحة التالية التي تنتظر: { $number }
document-action-page = كتبت نصّ صفحة أو طلبت قراءة صفحات ملفّ من جديد
document-found = { $count ->
    [zero] لا شيء في هذه الوثيقة
    [one] صفحة واحدة من الوثيقة
    [two] صفحتان من الوثيقة
    [few] { $digits } صفحات من الوثيقة
    [many] { $digits } صفحة من الوثيقة
   *[other] { $digits } صفحة من الوثيقة
}
document-unreadable = { $count ->
    [zero] لا صفحة تنتظر
    [one] صفحة واحدة لا تُقرأ
    [two] صفحتان لا تُقرآن
    [few] { $digits } صفحات لا تُقرأ
    [many] { $digits } صفحة لا تُقرأ
   *[other] { $digits } صفحة لا تُقرأ
}
document-machine = دعي الآلة تحاول القراءة
document-machine-check = هذا ما قرأته الآلة. قارني كلّ سطر بالصورة: لا يُحسب شيء منه قبل أن تحفظيه.
document-machine-absent = البرنامج الذي يقرأ صور الصفحات أو بيانات لغاته غير مثبّت على هذا الخادم (tesseract-ocr وtesseract-ocr-ara وtesseract-ocr-fra).
document-machine-too-long = استغرقت الآلة وقتًا أطول من اللازم لهذه الصفحة.
document-machine-nothing = لم تجد الآلة شيئًا تقرؤه في هذه الصفحة.
