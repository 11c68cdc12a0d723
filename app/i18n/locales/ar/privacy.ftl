privacy-data-title = معطياتكِ
privacy-data-lead = ما وافقتِ عليه، ونسخة تأخذينها معكِ، وطرق المغادرة. أنتِ وحدكِ ترين هذه الصفحة.
privacy-back-to-data = معطياتكِ

privacy-consent-title = ما وافقتِ عليه
privacy-consent-none = لا شيء بعد.
privacy-consent-terms = قواعد المنتدى
privacy-consent-privacy = صفحة الخصوصية
privacy-consent-line = { $text }، نسخة { $version }: وافقتِ عليها ({ $day }).
privacy-consent-withdrawn = رجعتِ في موافقتكِ يوم { $day }.
privacy-consent-ask-title = تغيّر شيء: اقرئيه من فضلكِ
privacy-consent-ask = لهذه النصوص نسخة جديدة. اقرئيها وقولي لنا هل توافقين. إن لم توافقي يمكنكِ أن تأخذي معطياتكِ وتغادري.
privacy-consent-agree = قرأتُها وأوافق
privacy-consent-take-back = يمكنكِ الرجوع في موافقتكِ في كلّ وقت: اختاري في الأسفل طريقة للمغادرة.
privacy-consent-done = شكرًا. سجّلنا ذلك بتاريخ اليوم.
privacy-consent-go = قراءة ما تغيّر

privacy-export-title = نسخة من معطياتكِ
privacy-export-lead = ملفّ واحد (zip) فيه كلّ ما هو لكِ: بياناتكِ، وكلّ نصوصكِ في كلّ حالاتها مع الأسباب التي قيلت لكِ، وموافقاتكِ، وعمليّات دخولكِ. صفحة للقراءة، والشيء نفسه للآلات. لا شيء من معطيات الأخريات ولا أسماء من الفريق.
privacy-export-care = فكّري أين يصل الملفّ: إلى تنزيلات هذا الجهاز. من يفتحه يقرأ ما كتبتِ. على جهاز يستعمله غيركِ لا تنزّليه.
privacy-export-ask = إعداد ملفّي
privacy-export-ready-title = ملفّكِ جاهز
privacy-export-ready = يمكن تنزيله مرّة واحدة، إلى يوم { $day }.
privacy-export-download = تنزيله الآن
privacy-export-later = حصلتِ على ملفّ. يمكنكِ أن تطلبي ملفًّا آخر ابتداء من يوم { $day }.
privacy-export-too-soon = يمكن طلب ملفّ واحد في اليوم.

privacy-leave-title = المغادرة
privacy-leave-lead = ثلاث طرق. لا تحتاج أيّ منها إلى بريد، ولا يسألكِ أحد لماذا.
privacy-leave-keep-title = أغادر وتبقى نصوصي المنشورة
privacy-leave-keep = يذهب الحساب. ويبقى ما نُشر للأخريات بتوقيع «عضوة سابقة»، ولا يستطيع أحد بعد ذلك أن يعرف أنّ نصّين في موضوعين مختلفين للشخص نفسه. وما لم يُنشر يُمحى.
privacy-leave-withdraw-title = أغادر وتذهب نصوصي معي
privacy-leave-withdraw = يذهب الحساب ويذهب كلّ نصّ لكِ. تُخفى نصوصكِ فورًا وتُمحى في نهاية المدّة التي تختارينها. وتبقى أجوبة النساء الأخريات تحت موضوع بلا عنوانكِ.
privacy-leave-vanish-title = أختفي الآن
privacy-leave-vanish = عند الخطر. بضغطة واحدة يصير كلّ ما هو لكِ غير مرئيّ للجميع، وتخرجين من كلّ المتصفّحات، ويُقفل الحساب. وخلال 30 يومًا يمكنكِ أن تعيدي كلّ شيء برمز. ثمّ يُمحى نهائيًّا.
privacy-leave-read-on = اقرئي المزيد
privacy-leave-old-texts = النصوص التي مرّ عليها أكثر من اثني عشر شهرًا لم تعد مربوطة بكِ: نقطع هذا الرابط بأنفسنا لحمايتكِ. وهي تبقى بتوقيع «عضوة سابقة» مهما كانت طريقة المغادرة. إن كان لا بدّ أن يذهب نصّ منها فاكتبي إلى الفريق بعنوان صفحته.
privacy-leave-field-choice = طريقة المغادرة
privacy-leave-field-days = متى
privacy-leave-days-hint = إلى ذلك الحين يمكنكِ أن تغيّري رأيكِ: ادخلي إلى حسابكِ واضغطي «أحتفظ بحسابي».
privacy-leave-days-now = الآن، بلا رجعة
privacy-leave-days = { $count ->
    [one] بعد يوم واحد
    [two] بعد يومين
    [few] بعد { $count } أيّام
    [many] بعد { $count } يومًا
   *[other] بعد { $count } يوم
}
privacy-leave-field-sure = فهمتُ
privacy-leave-sure = فهمتُ ما يذهب وما يبقى. بعد ذلك اليوم لا يستطيع أحد أن يعيد شيئًا، ولا حتّى الفريق.
privacy-leave-what-happens = ماذا يحدث
privacy-leave-goes-account = يُمحى اسمكِ المستعار وجملة السرّ والرموز وعمليّات الدخول والموافقات وكلّ ما في الحساب. ولا يستطيع أحد أن يأخذ اسمكِ المستعار طيلة اثني عشر شهرًا.
privacy-leave-goes-sessions = تخرجين الآن من كلّ المتصفّحات.
privacy-leave-goes-backups = تُستبدل النسخ الاحتياطيّة في ظرف 30 يومًا، وإن احتجنا إلى واحدة منها قبل ذلك فما مُحي يُمحى من جديد.
privacy-leave-goes-copies = ما نقله الآخرون أو صوّروه لا نستطيع أن نمحوه.
privacy-leave-vanish-back = تحصلين على رمز تكتبينه على ورقة. به، أو بأحد رموز الاسترجاع، ترجعين في ظرف 30 يومًا.
privacy-leave-vanish-trace = ما يحفظه هذا المتصفّح من زيارتكِ يبقى فيه. صفحة «سلامتكِ هنا» تقول كيف تزيلينه.
privacy-leave-submit-keep = أغادر وتبقى نصوصي
privacy-leave-submit-withdraw = أغادر وتُمحى نصوصي
privacy-leave-submit-vanish = أختفي الآن
privacy-leave-stay = أبقى

privacy-left-title = تمّ ذلك
privacy-left-until = سيُمحى حسابكِ يوم { $day }. خرجتِ من كلّ المتصفّحات.
privacy-left-change-mind = غيّرتِ رأيكِ قبل ذلك؟ ادخلي إلى حسابكِ واضغطي «أحتفظ بحسابي».
privacy-left-hidden = نصوصكِ مخفيّة منذ الآن.
privacy-left-erased = مُحي حسابكِ. خرجتِ من كلّ المتصفّحات.
privacy-left-vanished = لم يعد أحد يرى شيئًا لكِ. خرجتِ من كلّ المتصفّحات والحساب مقفل.
privacy-left-code-title = طريق رجوعكِ
privacy-left-code = باسمكِ المستعار وهذا الرمز يمكنكِ الرجوع إلى يوم { $day }. بعد ذلك يُمحى كلّ شيء.
privacy-left-code-how = انقليه على ورقة أو اطبعي هذه الصفحة. واحفظيه حيث لا يبحث أحد في البيت. رموز الاسترجاع التي عندكِ تصلح أيضًا.
privacy-left-code-note = يظهر هذه المرّة فقط.
privacy-left-code-where = طريق الرجوع في صفحة «نسيتُ جملة السرّ».
privacy-left-home = إلى الصفحة الرئيسيّة

privacy-pending-title = أنتِ بصدد المغادرة
privacy-pending-keep = سيُمحى حسابكِ يوم { $day }. وتبقى نصوصكِ المنشورة بتوقيع «عضوة سابقة».
privacy-pending-withdraw = سيُمحى حسابكِ وتُمحى نصوصكِ يوم { $day }. نصوصكِ مخفيّة إلى ذلك الحين.
privacy-pending-stay = أحتفظ بحسابي
privacy-pending-stayed = حسابكِ باقٍ. وما كان مخفيًّا عاد كما كان.

privacy-return-title = الرجوع بعد الاختفاء
privacy-return-lead = في ظرف 30 يومًا، بالرمز الذي ظهر لكِ أو بأحد رموز الاسترجاع. يعود كلّ شيء كما كان.
privacy-return-field-code = الرمز
privacy-return-submit = أرجع
privacy-return-wrong-title = الاسم المستعار والرمز لا يتوافقان
privacy-return-wrong = تثبّتي منهما وأعيدي المحاولة. بعد 30 يومًا لا يمكن الرجوع.
privacy-return-link = أخفيتُ حسابي وأريد الرجوع
privacy-return-done = عدتِ. وعاد كلّ شيء كما كان.

privacy-topic-withdrawn = سؤال سُحب
privacy-former-member = عضوة سابقة { $number }
privacy-state-vanished = مخفيّ

privacy-inventory-title = كلّ ما نحفظه، سطرًا سطرًا
privacy-inventory-lead = هذا الجدول مستخرج من البرنامج نفسه: وهناك اختبار يرفض أيّ شيء يُحفظ ولا يُذكر هنا.
privacy-inventory-what = ماذا
privacy-inventory-why = لماذا
privacy-inventory-who = من يراه
privacy-inventory-long = كم من الوقت
privacy-inventory-gone = كيف يذهب
privacy-inventory-where = أين يُحفظ

privacy-kind-account = حسابكِ: الاسم المستعار، الدور، الحالة، اللغة، شهر التسجيل
privacy-kind-passphrase = بصمة من جملة السرّ
privacy-kind-recovery-codes = بصمات من رموز الاسترجاع
privacy-kind-sessions = أنّ دخولكِ مفتوح: اليوم الأوّل والأخير، هاتف أو حاسوب
privacy-kind-texts = مواضيعكِ ومشاركاتكِ
privacy-kind-decisions = ما قرّره الفريق في نصّ: السبب، كلمات لكِ، اليوم
privacy-kind-mod-log = مَن في الفريق فعل ماذا، وبأيّ نصّ (معرّفات)، وكلماته، في سجلّ الإشراف
privacy-kind-search = النصوص المنشورة مقطّعة إلى كلمات
privacy-kind-consents = أيّ نصّ وافقتِ عليه، وأيّ نسخة ولغة، وفي أيّ يوم
privacy-kind-exports = أنّكِ طلبتِ نسخة من معطياتكِ
privacy-kind-departures = أنّكِ تغادرين، وكيف، وإلى متى
privacy-kind-journal = أنّ واحدة غادرت، ببصمة فقط
privacy-kind-kept-names = بصمات من أسماء مستعارة لنساء غادرن
privacy-kind-form-keys = مفاتيح عشوائيّة لاستمارات أُرسلت
privacy-kind-limits = عدّادات للمحاولات وللنصوص المرسلة

privacy-kind-second-step = سرّ خطوتكِ الثانية إن أعددتِها، مقفلا بمفتاح البوّابة
privacy-kind-team = أقسام المشرفة؛ وما بيدها من النصوص الآن؛ والدعوات إلى الفريق
privacy-kind-audit-log = ما فعله الفريق: متى، وماذا، وعلى ماذا، ومن (معرّف)؛ لا نصّ من نصوصكِ
privacy-purpose-second-step = للتثبّت من الأرقام الستّة
privacy-purpose-team = لتقوم كلّ واحدة في الفريق بدورها لا أكثر
privacy-purpose-audit-log = ليجيب الفريق عمّا يفعل
privacy-seen-keepers = من يتولّين في الفريق الحسابات والسجلّ

privacy-kind-providers = بأيّ خدمة تدخلين، وبصمة من حسابكِ هناك
privacy-kind-provider-ways = دخول بدأ عبر خدمة أخرى
privacy-purpose-providers = لتدخلي
privacy-purpose-provider-ways = لنعيدكِ من تلك الخدمة إلى هذا المتصفّح
privacy-kept-half-an-hour = نصف ساعة

privacy-kind-address = عنوان بريد إلكترونيّ إن أعطيتِه، مقفل بمفتاح البوّابة
privacy-kind-messages = روابط تصلح مرّة واحدة ورسائل تنتظر أن تُرسل إليكِ
privacy-purpose-address = لتدخلي إذا نسيتِ جملة السرّ
privacy-purpose-messages = لنرسل إليكِ ما طلبتِ

privacy-purpose-account = لتوقيع نصوصكِ ولتدخلي
privacy-purpose-passphrase = لنعرف أنّكِ أنتِ
privacy-purpose-recovery-codes = لتدخلي إذا نسيتِ جملة السرّ
privacy-purpose-sessions = لتبقي داخل حسابكِ ولتري أين
privacy-purpose-texts = لنشر ما تريدين قوله
privacy-purpose-decisions = لتعرفي السبب وليجيب الفريق عمّا يفعل
privacy-purpose-mod-log = ليجيب الفريق عمّا يفعل، ولا يقرّر في الاعتراض مَن قرّر قبلُ
privacy-purpose-search = ليجد الناس النصوص
privacy-purpose-consents = لنستطيع إثبات ما وافقتِ عليه
privacy-purpose-exports = لنعطيكِ إيّاها مرّة واحدة
privacy-purpose-departures = لتستطيعي تغيير رأيكِ
privacy-purpose-journal = لئلّا تعيد نسخة احتياطيّة ما مُحي
privacy-purpose-kept-names = لئلّا ينتحل أحد اسمكِ
privacy-purpose-form-keys = لتُحسب الاستمارة المرسلة مرّتين مرّة واحدة
privacy-purpose-limits = ضدّ التخمين والإغراق

privacy-ground-consent = وافقتِ
privacy-ground-asked = طلبتِ ذلك
privacy-ground-security = تحتاجه سلامة الحساب

privacy-seen-everyone = الجميع
privacy-seen-herself = أنتِ
privacy-seen-moderators = فريق الإشراف
privacy-seen-nobody = لا أحد؛ تمكن المقارنة فقط

privacy-kept-account = ما دام الحساب
privacy-kept-signed-in = إلى أن تخرجي؛ 72 ساعة على الأكثر
privacy-kept-text = ما دام النصّ؛ وربطه بكِ اثنا عشر شهرًا
privacy-kept-portal = ما دامت البوّابة
privacy-kept-fourteen-days = 14 يومًا
privacy-kept-day = يوم واحد
privacy-kept-forty-eight-hours = 48 ساعة
privacy-kept-thirty-days = 30 يومًا على الأكثر
privacy-kept-ninety-days = 90 يومًا
privacy-kept-twelve-months = اثنا عشر شهرًا
privacy-kept-two-years = سنتان

privacy-gone-with-account = مع الحساب
privacy-gone-by-choice = حين تغادرين وتأخذين نصوصكِ معكِ
privacy-gone-by-itself = من نفسه بعد هذه المدّة
privacy-gone-never = لا يُمحى: لا يقول عنكِ إلّا معرّفًا لا يوصل إلى شيء بعد محو الحساب

privacy-copy-title = معطياتكِ
privacy-copy-made = أُعدّ يوم { $day }. كلّ ما كانت البوّابة تحفظه عنكِ في ذلك اليوم. «الفريق» مكان الأسماء.
privacy-copy-profile = البيانات
privacy-copy-language = اللغة
privacy-copy-state = الحالة
privacy-copy-codes = رموز الاسترجاع
privacy-copy-codes-line = بقي { $left }، واستُعمل { $used }
privacy-copy-sign-ins = أين دخولكِ مفتوح
privacy-copy-sign-in = منذ { $since }
privacy-copy-sign-in-seen = آخر زيارة { $seen }
privacy-copy-contacts = العناوين
privacy-copy-contact-verified = مؤكّد
privacy-copy-contact-unverified = لم يُؤكّد بعد
privacy-copy-providers = الخدمات التي تدخلين بها
privacy-copy-texts = نصوصكِ
privacy-copy-text-topic = موضوع
privacy-copy-text-reply = جواب
privacy-copy-sent = أُرسل يوم { $day }
privacy-copy-published = نُشر يوم { $day }
privacy-copy-decided = قرّر الفريق يوم { $day }
privacy-copy-reason = السبب
privacy-copy-note = كلمات الفريق لكِ
privacy-copy-requests = ما طلبتِه منّا
privacy-copy-request = { $what }، { $day }
privacy-copy-request-export = نسخة من معطياتكِ
privacy-copy-none = لا شيء.
