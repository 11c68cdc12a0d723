moderation-lead = ما أرسلته النساء، وما ينتظركِ.
moderation-nav-label = مكتب الفريق
moderation-nav-desk = نظرة عامّة
moderation-nav-queue = نصوص للقراءة
moderation-waiting = { $count ->
    [zero] لا نصّ ينتظر.
    [one] نصّ واحد ينتظر.
    [two] نصّان ينتظران.
    [few] { $digits } نصوص تنتظر.
    [many] { $digits } نصًّا ينتظر.
   *[other] { $digits } نصّ ينتظر.
}
moderation-oldest = { $days ->
    [zero] أقدمها أُرسل منذ أقلّ من يوم.
    [one] أقدمها ينتظر منذ يوم.
    [two] أقدمها ينتظر منذ يومين.
    [few] أقدمها ينتظر منذ { $digits } أيّام.
    [many] أقدمها ينتظر منذ { $digits } يومًا.
   *[other] أقدمها ينتظر منذ { $digits } يوم.
}
moderation-age = { $days ->
    [zero] أقلّ من يوم
    [one] يوم
    [two] يومان
    [few] { $digits } أيّام
    [many] { $digits } يومًا
   *[other] { $digits } يوم
}
moderation-open-queue = اقرئي ما ينتظر
moderation-queue-title = نصوص للقراءة
moderation-queue-lead = الأقدم أوّلًا. كلّ واحدة من هؤلاء النساء تنتظركِ.
moderation-checklist-title = قبل أن تنشري
moderation-checklist-names = لا اسم ولا مكان ولا هاتف ولا عمل ولا مدرسة تدلّ على أحد: في الكاف تكفي قرية وعمل وطفلان.
moderation-checklist-danger = أحد في خطر: لا تنشري. اضغطي «شخص ما في خطر» في صفحة النصّ، فتُنبَّه من يعتنين بالسلامة وترى صاحبته الأرقام.
moderation-checklist-words = للمرأة أن تصف ما وقع لها بكلماتها. الكلمات القاسية ليست سببًا لعدم النشر.
moderation-checklist-doubt = إن شككتِ فاتركيه واسألي زميلة.
moderation-empty-title = لا شيء ينتظر
moderation-empty-text = قُرئ كلّ شيء. شكرًا لكِ.
moderation-empty-filter = لا شيء ممّا ينتظر يوافق هذا الاختيار.
moderation-show-all = أظهري كلّ ما ينتظر
moderation-kind-topic = سؤال جديد
moderation-kind-reply = جواب
moderation-kind-correction = نصّ مصحّح
moderation-filter-label = أظهري فقط
moderation-filter-kind = النوع
moderation-filter-language = اللغة
moderation-filter-all = الكلّ
moderation-filter-topics = الأسئلة
moderation-filter-replies = الأجوبة
moderation-in-topic = في النقاش:
moderation-own = هذا نصّكِ: تقرّر فيه زميلة أخرى.
moderation-topic-not-public = سؤاله غير منشور. قرّري في السؤال أوّلًا.
moderation-approve = انشريه
moderation-refuse-open = عدم النشر…
moderation-reject = لا تنشريه
moderation-field-reason = السبب
moderation-field-reason-choose = اختاري
moderation-field-reason-hint = تقرأ صاحبة النصّ هذه الجملة نفسها، بلغتها.
moderation-field-note = كلمة إليها
moderation-field-note-hint = لازمة فقط مع «سبب آخر». تكلّمي بلطف، وقولي ما الذي يجعله صالحًا للنشر.
moderation-field-post = النصّ
moderation-field-version = نسخة النصّ
moderation-field-action = القرار
moderation-done-approve = نُشر النصّ.
moderation-done-reject = لم يُنشر النصّ. تجد صاحبته السبب في صفحتها.
moderation-more = المزيد
moderation-first-page = العودة إلى الأقدم
moderation-stale-title = سبقتكِ زميلة إلى القرار
moderation-stale-text = قراركِ لم يغيّر شيئًا. هذه حالة النصّ الآن:
moderation-changed-text = تغيّر هذا النصّ وهو مفتوح عندكِ. اقرئيه من جديد قبل أن تقرّري.
moderation-topic-not-public-title = السؤال نفسه غير منشور
moderation-topic-not-public-text = لا يظهر جواب دون سؤاله. قرّري في السؤال أوّلًا؛ الجواب يبقى في الانتظار.
moderation-your-note = ما كتبتِه لها
moderation-back-to-queue = العودة إلى النصوص
moderation-see-topic = شاهدي النقاش
