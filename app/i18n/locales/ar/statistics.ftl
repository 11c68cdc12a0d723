statistics-title = الأرقام
statistics-lead = كل رقم معه سنته ومكانه ومصدره. الجدول أولا ثم الرسم. ويمكنكِ تنزيل كل شيء.
statistics-more = الجدول والرسم
statistics-all = كل الأرقام
statistics-when-year = في سنة { $year }
statistics-when-half = { $half ->
    [1] في السداسي الأول من سنة { $year }
   *[other] في السداسي الثاني من سنة { $year }
}
statistics-when-quarter = { $quarter ->
    [1] في الثلاثي الأول
    [2] في الثلاثي الثاني
    [3] في الثلاثي الثالث
   *[4] في الثلاثي الرابع
} من سنة { $year }
statistics-when-months = من { $from } إلى { $to } { $year }
statistics-period-half = { $half ->
    [1] السداسي الأول { $year }
   *[other] السداسي الثاني { $year }
}
statistics-period-quarter = { $quarter ->
    [1] الثلاثي الأول
    [2] الثلاثي الثاني
    [3] الثلاثي الثالث
   *[4] الثلاثي الرابع
} { $year }
statistics-period-months = من { $from } إلى { $to } { $year }
statistics-sentence = { $when }، { $clause }.
statistics-sentence-first = { $when } كان الرقم { $value }.
statistics-sentence-men = وعند الرجال: { $value }.
statistics-sex-f = النساء
statistics-sex-m = الرجال
statistics-sex-t = الجملة
statistics-amount-persons = { $n ->
    [zero] { $text } شخص
    [one] شخص واحد
    [two] شخصان
    [few] { $text } أشخاص
    [many] { $text } شخصا
   *[other] { $text } شخص
}
statistics-amount-women = { $n ->
    [zero] { $text } امرأة
    [one] امرأة واحدة
    [two] امرأتان
    [few] { $text } نساء
    [many] { $text } امرأة
   *[other] { $text } امرأة
}
statistics-amount-thousand-persons = { $text } ألف شخص
statistics-amount-households = { $n ->
    [zero] { $text } أسرة
    [one] أسرة واحدة
    [two] أسرتان
    [few] { $text } أسر
    [many] { $text } أسرة
   *[other] { $text } أسرة
}
statistics-amount-calls = { $n ->
    [zero] { $text } مكالمة
    [one] مكالمة واحدة
    [two] مكالمتان
    [few] { $text } مكالمات
    [many] { $text } مكالمة
   *[other] { $text } مكالمة
}
statistics-amount-signals = { $n ->
    [zero] { $text } إشعار
    [one] إشعار واحد
    [two] إشعاران
    [few] { $text } إشعارات
    [many] { $text } إشعارا
   *[other] { $text } إشعار
}
statistics-amount-centres = { $n ->
    [zero] { $text } مركز
    [one] مركز واحد
    [two] مركزان
    [few] { $text } مراكز
    [many] { $text } مركزا
   *[other] { $text } مركز
}
statistics-amount-beds = { $n ->
    [zero] { $text } سرير
    [one] سرير واحد
    [two] سريران
    [few] { $text } أسرّة
    [many] { $text } سريرا
   *[other] { $text } سرير
}
statistics-amount-seats = { $n ->
    [zero] { $text } مقعد
    [one] مقعد واحد
    [two] مقعدان
    [few] { $text } مقاعد
    [many] { $text } مقعدا
   *[other] { $text } مقعد
}
statistics-amount-years = { $n ->
    [zero] { $text } سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $text } سنوات
    [many] { $text } سنة
   *[other] { $text } سنة
}
statistics-amount-children = { $n ->
    [zero] { $text } طفل لكل امرأة
    [one] طفل واحد لكل امرأة
    [two] طفلان لكل امرأة
    [few] { $text } أطفال لكل امرأة
    [many] { $text } طفلا لكل امرأة
   *[other] { $text } طفل لكل امرأة
}
statistics-amount-deaths = { $n ->
    [zero] { $text } حالة لكل 100 ألف ولادة حية
    [one] حالة واحدة لكل 100 ألف ولادة حية
    [two] حالتان لكل 100 ألف ولادة حية
    [few] { $text } حالات لكل 100 ألف ولادة حية
    [many] { $text } حالة لكل 100 ألف ولادة حية
   *[other] { $text } حالة لكل 100 ألف ولادة حية
}
statistics-amount-dinars-month = { $n ->
    [zero] { $text } دينار في الشهر
    [one] دينار واحد في الشهر
    [two] ديناران في الشهر
    [few] { $text } دنانير في الشهر
    [many] { $text } دينارا في الشهر
   *[other] { $text } دينار في الشهر
}
statistics-amount-dinars-day = { $n ->
    [zero] { $text } دينار في اليوم
    [one] دينار واحد في اليوم
    [two] ديناران في اليوم
    [few] { $text } دنانير في اليوم
    [many] { $text } دينارا في اليوم
   *[other] { $text } دينار في اليوم
}
statistics-table-title = الجدول
statistics-older = سنوات سابقة، من { $from } إلى { $to }
statistics-all-remark = كل هذه الأرقام: { $remark }.
statistics-column-period = متى
statistics-column-indicator = ماذا
statistics-column-geo = أين
statistics-column-sex = من
statistics-missing = غير متوفر
statistics-withheld-below = لا يُعرض: أقل من { $min }، أو يكشف رقما أقل
statistics-status-modelled = رقم مقدّر بنموذج
statistics-status-partial = جزء من الفترة فقط
statistics-status-adjusted = صحّحناه، انظري الملاحظة
statistics-notes-title = كيف تقرئين هذه الأرقام
statistics-words-title = معنى الكلمات
statistics-about-title = عن هذه الأرقام
statistics-sources-title = المصادر
statistics-publisher = الناشر
statistics-coverage = يشمل
statistics-frequency = متى يصدر
statistics-licence = الرخصة
statistics-version = الإصدار
statistics-version-of = رقم { $n }، { $date }
statistics-checked = تمّ التثبّت يوم
statistics-licence-cc-by = CC BY 4.0، مع ذكر المصدر
statistics-licence-not-stated = لا يذكر المصدر رخصة. ننقل الأرقام مع مصدرها.
statistics-frequency-annual = كل سنة
statistics-frequency-quarterly = كل ثلاثة أشهر
statistics-frequency-survey = مع كل مسح
statistics-frequency-census = مع كل تعداد
statistics-frequency-on-change = عندما يتغيّر المبلغ
statistics-frequency-irregular = من حين إلى آخر
statistics-frequency-once = مرة واحدة
statistics-download-title = خذي الأرقام معكِ
statistics-download-csv = CSV
statistics-download-excel = CSV لبرنامج Excel
statistics-chart-none = لا رسم هنا: هذه الأرقام لا تُقارن ببعضها.
statistics-chart-outdated = في الجدول أرقام أحدث من هذا الرسم.
statistics-chart-gaps = لا يصل الخط بين رقمين إلا إذا أمكنت المقارنة بينهما ولم تفصلهما أكثر من ست سنوات.
statistics-trend-rose = { $name }: ارتفع الرقم من { $a } ({ $start }) إلى { $b } ({ $end }).
statistics-trend-fell = { $name }: نزل الرقم من { $a } ({ $start }) إلى { $b } ({ $end }).
statistics-trend-same = { $name }: { $a } في { $start } وفي { $end }.
statistics-trend-one = { $name }: { $value }.
statistics-note-label = ملاحظة { $note }
statistics-column-age = السن
statistics-column-value = الرقم
statistics-trend-highest = الأعلى: { $value } ({ $when }).
statistics-trend-lowest = الأدنى: { $value } ({ $when }).
statistics-trend-without = { $n ->
    [zero] { $text } فترة بينهما بلا رقم معروض.
    [one] بينهما فترة واحدة بلا رقم معروض.
    [two] بينهما فترتان بلا رقم معروض.
    [few] بينهما { $text } فترات بلا رقم معروض.
    [many] بينهما { $text } فترة بلا رقم معروض.
   *[other] بينهما { $text } فترة بلا رقم معروض.
}
statistics-trend-broken = الأرقام قبل { $when } قيست بطريقة أخرى، ولا نقارنها بهذه.
statistics-extremes = من بين الأرقام المعروضة، الأعلى هو { $high }: { $a }، والأدنى هو { $low }: { $b }.
statistics-chart-break = عند الخط العمودي المنقّط تغيّرت طريقة القياس: لا تُقارن الأرقام قبله بالأرقام بعده.
statistics-chart-version = هذا الرسم من الإصدار رقم { $n }.
statistics-chart-picture-of = «{ $title }» في صورة للمشاركة
statistics-choose-title = اختاري جزءا من الأرقام
statistics-choose-every = الكل
statistics-choose-from = من سنة
statistics-choose-to = إلى سنة
statistics-choose-button = اعرضي
statistics-choose-all = اعرضي كل شيء
statistics-choose-none = لا يوجد رقم لهذا الاختيار.
statistics-download-part = في الملفات الجزء الذي اخترتِه.
statistics-page-before = الصفحة السابقة
statistics-page-after = الصفحة التالية
statistics-page-here = صفحة { $n }
statistics-page-last = قد توجد أرقام أخرى. اختاري مكانا أو فترة، أو نزّلي الملف.
statistics-csv-dataset = معرّف مجموعة الأرقام
statistics-csv-dataset-title = مجموعة الأرقام
statistics-csv-indicator = رمز المؤشر
statistics-csv-place = رمز المكان
statistics-csv-sex = رمز الجنس
statistics-csv-unit = الوحدة
statistics-csv-status = ملاحظة عن حال الرقم
statistics-csv-note = ملاحظة
statistics-csv-source = المصدر
statistics-csv-source-url = عنوان المصدر
statistics-raw-title = الأرقام كما استُوردت: { $title }
statistics-raw-warning = في هذا الملف الأعداد الصغيرة أيضا. من يعرف المكان قد يتعرّف بها على امرأة. لا تمرّريه إلى أحد، واحذفيه عندما تنتهين. كل قراءة تُسجَّل باسمكِ وسببكِ.
statistics-raw-reason = لماذا تحتاجينها؟
statistics-raw-reason-check = للتثبّت من استيراد
statistics-raw-reason-correct = لتصحيح رقم
statistics-raw-reason-method = للتثبّت مما لا يُعرض
statistics-raw-reason-source-asks = المصدر يسأل عن أرقامه
statistics-raw-button = نزّلي
statistics-action-raw = قرأت أرقاما كما استُوردت
statistics-cited = يستشهد النص بـ{ $what }: { $value }، في النسخة { $n }.
statistics-cited-now = الجدول يعرض الآن نسخة أخرى.
statistics-cited-gone = لم يعد هذا الرقم في الجدول.
statistics-sort-value = الأرقام غير المتوفرة أو المحجوبة لا موضع لها في هذا الترتيب: لا تظهر هنا.
statistics-withheld = لا يُعرض
statistics-map-shapes = حدود الولايات: { $source }. الرخصة: { $licence }. بسّطناها، وهي للتعرف على الأماكن لا للقياس.
