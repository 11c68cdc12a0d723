bulk-title = رفض عدّة نصوص لأنّها إشهار
bulk-lead = اختاري النصوص التي هي إشهار واضح، خمسين على الأكثر. ترينها مرّة أخرى قبل أن يُرفض أيّ منها.
bulk-choose = اختاريه ليُرفض لأنّه إشهار
bulk-preview = انظري إلى ما اخترتِ
bulk-preview-title = النصوص المختارة
bulk-preview-lead = يُرفض كلّ منها على حدة، وتجد صاحبته السبب في صفحتها. أخرجي ما لستِ متأكّدة منه.
bulk-confirm = { $count ->
    [zero] لا نصّ يُرفض
    [one] ارفضي نصًّا واحدًا لأنّه إشهار
    [two] ارفضي نصّين لأنّهما إشهار
    [few] ارفضي { $digits } نصوص لأنّها إشهار
    [many] ارفضي { $digits } نصًّا لأنّها إشهار
   *[other] ارفضي { $digits } نصّ لأنّها إشهار
}
bulk-left-out = { $count ->
    [zero] لم يُترك نصّ.
    [one] نصّ واحد ليس بينها: تغيّر، أو قُرّر فيه، أو يُقرّر فيه وحده.
    [two] نصّان ليسا بينها: تغيّرا، أو قُرّر فيهما، أو يُقرّر في كلّ منهما وحده.
    [few] { $digits } نصوص ليست بينها: تغيّرت، أو قُرّر فيها، أو يُقرّر في كلّ منها وحده.
    [many] { $digits } نصًّا ليست بينها: تغيّرت، أو قُرّر فيها، أو يُقرّر في كلّ منها وحده.
   *[other] { $digits } نصّ ليست بينها: تغيّرت، أو قُرّر فيها، أو يُقرّر في كلّ منها وحده.
}
bulk-none = لا شيء هنا يمكن أن يُرفض مع غيره.
bulk-done-title = ما آلت إليه
bulk-done = { $count ->
    [zero] لم يُرفض أيّ نصّ.
    [one] رُفض نصّ واحد.
    [two] رُفض نصّان.
    [few] رُفضت { $digits } نصوص.
    [many] رُفض { $digits } نصًّا.
   *[other] رُفض { $digits } نصّ.
}
bulk-unknown = نصّ
bulk-ended-refused = رُفض
bulk-ended-changed = تغيّر أو قُرّر فيه في هذه الأثناء؛ لم يحدث شيء
bulk-ended-in-hand = زميلة تتولّاه؛ لم يحدث شيء
bulk-ended-with-lead = هو عند المسؤولات؛ لم يحدث شيء
bulk-ended-by-itself = يُقرّر فيه وحده لا مع غيره؛ لم يحدث شيء
bulk-ended-not-hers = ليس لكِ أن تقرّري فيه؛ لم يحدث شيء
bulk-ended-failed = حدث خطأ عندنا؛ ما زال ينتظر
bulk-field-item = النصوص المختارة
bulk-field-key = مفتاح الاستمارة
bulk-log = رُفضت عدّة نصوص لأنّها إشهار
bulk-action-unlist = أخرجت نقاشًا من القوائم
bulk-action-relist = أعادت نقاشًا إلى القوائم
bulk-action-language = غيّرت لغة نقاش
bulk-log-unlist = أُخرج نقاش من القوائم
bulk-log-relist = أُعيد نقاش إلى القوائم
bulk-log-language = غُيّرت لغة نقاش
bulk-event-unlist = أخرجته المشرفات من القوائم
bulk-event-list = عاد إلى القوائم
bulk-event-language = غيّرت المشرفات لغته
bulk-reopen-never = لا يُفتح من تلقاء نفسه
bulk-field-reopen = يُفتح من جديد بعد (أيّام)
bulk-reopens = يُفتح من جديد يوم { $day }.
bulk-topic-unlist = أخرجيه من القوائم
bulk-topic-list = أعيديه إلى القوائم
bulk-topic-language = غيّري اللغة
bulk-topic-undo = ألغي: { $what }
bulk-log-topics = فُعل الشيء نفسه بعدّة نقاشات
bulk-topics-title = عدّة نقاشات
bulk-topics-lead = اختاري نقاشات، خمسين على الأكثر، وما يُفعل بها جميعًا. ترينها مرّة أخرى قبل أن يحدث شيء.
bulk-topics-any = كلّ ما أعتني به
bulk-topics-show = اعرضيها
bulk-topics-none = لا نقاش هنا.
bulk-topics-choose = اختاريه
bulk-topics-closed = مغلق
bulk-topics-unlisted = ليس في أيّ قائمة
bulk-topics-close = أغلقيها
bulk-topics-reopen = افتحيها من جديد
bulk-topics-review = اقرئي ردودها أوّلًا
bulk-topics-trust = دعي الردود تظهر كما تقول الفئة
bulk-topics-move = انقليها إلى فئة أخرى
bulk-topics-reason-hint = السبب للإغلاق والنقل والإخراج من القوائم، والفئة للنقل.
bulk-topics-preview = انظري إلى ما اخترتِ
bulk-topics-preview-title = النقاشات المختارة
bulk-topics-preview-lead = يُفعل ذلك بكلّ منها على حدة، ويمكن التراجع عنه في كلّ منها مدّة يوم. أخرجي ما لستِ متأكّدة منه.
bulk-topics-left-out = { $count ->
    [zero] لم يُترك نقاش.
    [one] نقاش واحد ليس بينها: لا تعتنين به، أو ليس منشورًا.
    [two] نقاشان ليسا بينها: لا تعتنين بهما، أو ليسا منشورين.
    [few] { $digits } نقاشات ليست بينها: لا تعتنين بها، أو ليست منشورة.
    [many] { $digits } نقاشًا ليست بينها: لا تعتنين بها، أو ليست منشورة.
   *[other] { $digits } نقاش ليست بينها: لا تعتنين بها، أو ليست منشورة.
}
bulk-topics-confirm = { $count ->
    [zero] لا شيء يُفعل
    [one] افعليه بنقاش واحد
    [two] افعليه بنقاشين
    [few] افعليه بـ{ $digits } نقاشات
    [many] افعليه بـ{ $digits } نقاشًا
   *[other] افعليه بـ{ $digits } نقاش
}
bulk-topics-done = { $count ->
    [zero] لم يُفعل شيء.
    [one] تمّ في نقاش واحد.
    [two] تمّ في نقاشين.
    [few] تمّ في { $digits } نقاشات.
    [many] تمّ في { $digits } نقاشًا.
   *[other] تمّ في { $digits } نقاش.
}
bulk-topics-back = عودي إلى النقاشات
bulk-topics-unknown = نقاش
bulk-topics-ended-done = تمّ
bulk-topics-ended-failed = حدث خطأ عندنا، وبقي كما كان
bulk-field-topic = النقاشات المختارة
bulk-field-what = ما يُفعل بها جميعًا
bulk-field-to = إلى أيّ فئة
bulk-field-category = نقاشات
