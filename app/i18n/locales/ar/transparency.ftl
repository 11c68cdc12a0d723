transparency-title = ما فعله الفريق
transparency-lead = كلّ ثلاثة أشهر، بالأرقام. تُحسب من سجلّ لا يمكن لأحد تغييره، ومجاميعها صحيحة. لا شيء هنا عن شخص بعينه.
transparency-quarter = الثلاثيّ
transparency-quarter-name = الثلاثيّ { $number } من سنة { $year }
transparency-show = إظهار
transparency-runs = لم ينتهِ هذا الثلاثيّ. تظهر أرقامه هنا حين ينتهي، يوم { $day }: فالأرقام التي تتغيّر من يوم إلى يوم قد تكشف أحدًا.
transparency-csv = هذه الأرقام في ملفّ (CSV)
transparency-small = «<5» تعني من واحد إلى أربعة: عدد كهذا قد يكشف أحدًا في مدينة صغيرة. و«–» مكان رقم لا نعطيه لكي لا يُحسب منه عدد كهذا.
transparency-few = العدد صغير، فلا نقول أكثر.
transparency-total = المجموع
transparency-what = ماذا
transparency-count = العدد
transparency-readings = نصوص وصلت وقُرئت
transparency-reading-approved = نُشرت
transparency-reading-shortened = نُشرت بعد أن اختصرها الفريق
transparency-reading-direct = نُشرت بلا انتظار
transparency-reading-changed = أُعيدت مع طلب، أو أُجيب عنها في رسالة خاصّة
transparency-reading-rejected = لم تُنشر
transparency-waited = نصوص انتظرت الفريق
transparency-waited-before = كانت تنتظر عند بداية الثلاثيّ
transparency-waited-came = وصلت لتنتظر
transparency-waited-decided = أُجيب عنها
transparency-waited-gone = سُحبت قبل الجواب
transparency-waited-after = ما زالت تنتظر عند نهايته
transparency-waited-how = مجموع العددين الأوّلين هو مجموع الأعداد الثلاثة الأخيرة. النصّ الذي يُرسل من جديد، أو يُعاد، يُحسب من جديد. وحين يكون أحد الأعداد أقلّ من خمسة، يُعطى ما وصل «من–إلى».
# $quarter (String) - a quarter in words
transparency-waited-from = تُحسب ابتداءً من: { $quarter }.
transparency-waited-unknown = غير معروف لهذا الثلاثيّ.
transparency-delay = كم استغرق ذلك
transparency-median = نصف النصوص جاءها جواب خلال { $time }.
transparency-ninth = تسعة من كلّ عشرة جاءها جواب خلال { $time }.
transparency-hours = { $hours ->
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $digits } ساعات
    [many] { $digits } ساعة
   *[other] { $digits } ساعة
}
transparency-no-delay = النصوص قليلة، فلا نقول شيئًا.
transparency-report-reasons = بلاغات بُتّ فيها، بحسب السبب
transparency-report-outcomes = بلاغات بُتّ فيها، بحسب ما آلت إليه
transparency-report-danger = شخص في خطر
transparency-report-identity = يكشف هويّة شخص
transparency-report-threat = تهديد أو ابتزاز
transparency-report-harassment = مضايقة
transparency-report-hate = كراهية أو إهانة
transparency-report-sexual = محتوى جنسيّ
transparency-report-spam = إشهار أو احتيال
transparency-report-misinformation = معلومة خاطئة
transparency-report-contact = تواصل خارج المنتدى
transparency-report-off-topic = خارج الموضوع
transparency-report-other = سبب آخر، أو لم يُدوَّن
transparency-outcome-upheld = في محلّه
transparency-outcome-not-upheld = ليس في محلّه
transparency-outcome-duplicate = يشمله بلاغ آخر
transparency-outcome-escalated = عومل على أنّه خطر
transparency-sanctions = العقوبات بحسب نوعها
transparency-appeals = اعتراضات بُتّ فيها
transparency-promptness = الأجوبة عن الاعتراضات
transparency-in-time = خلال سبعة أيّام
transparency-late = بعدها
transparency-waits = اعتراضات بلا جواب عند نهاية الثلاثيّ
transparency-waits-in-time = لم يحلّ أجلها
transparency-waits-overdue = فات أجلها
transparency-staffed = ساعات كانت فيها إحدى عضوات الفريق حاضرة
transparency-unknown = غير معروفة لهذا الثلاثيّ: لم تُدوَّن الساعات في أيّ يوم من أيّامه.
transparency-staffed-sum = عدد الساعات: { $hours }. الأيّام المدوَّنة: { $days } من { $all }.
transparency-staffed-how = تُدوَّن في نهاية كلّ يوم من جدول حضور الفريق، ولا تُغيَّر بعد ذلك. اليوم الذي لم يُدوَّن مجهول ولا يُحسب.
transparency-authorities = طلبات من السلطات
transparency-authorities-none = لم يُدوَّن طلب.
transparency-link = ما فعله الفريق، بالأرقام
