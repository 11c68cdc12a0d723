forum-lead = اسألي، أو احكي ما ساعدكِ. ما تكتبه العضوات الجديدات ينتظر حتّى يقرأه الفريق.
forum-how-title = كيف يعمل المنتدى
forum-how-read = القراءة مفتوحة للجميع، دون حساب.
forum-how-name = لتكتبي تختارين اسمًا ليس اسمكِ. لا بريد ولا رقم هاتف.
forum-how-wait = ما تكتبه العضوات الجديدات ينتظر حتّى يقرأه الفريق، وفي بعض الأقسام ينتظر كلّ نصّ. إلى ذلك الحين لا يراه غير صاحبته والفريق.
forum-how-no-rescue = لا أحد يستطيع أن يأتي إليكِ من هنا. إن كنتِ في خطر فاتّصلي ولا تنتظري جوابًا.
forum-mine-link = نصوصي
forum-ask = اطرحي سؤالًا
forum-topics-count = { $count ->
    [zero] لا سؤال بعد
    [one] سؤال واحد
    [two] سؤالان
    [few] { $digits } أسئلة
    [many] { $digits } سؤالًا
   *[other] { $digits } سؤال
}
forum-replies-count = { $count ->
    [zero] لا جواب بعد
    [one] جواب واحد
    [two] جوابان
    [few] { $digits } أجوبة
    [many] { $digits } جوابًا
   *[other] { $digits } جواب
}
forum-last-day = آخر نصّ: { $date }
forum-empty-title = لم تسأل أيّ امرأة هنا بعد
forum-empty-text = سؤالكِ قد يساعد امرأة أخرى. كوني الأولى.
forum-topics-label = الأسئلة
forum-former-member = عضوة سابقة
forum-author-team = فريق البوّابة
forum-alias = مشاركة { $number }
forum-by-asker = صاحبة السؤال
forum-by-you = أنتِ
forum-posts-title = النصوص
forum-waiting-title = نصوصكِ التي لم تُنشر
forum-waiting-title-team = لم يُنشر بعد
forum-page-of = الصفحة { $page } من { $pages }
forum-pages-earlier = السابق
forum-pages-later = التالي
forum-state-pending = في الانتظار
forum-state-changes-requested = يحتاج إلى تعديل
forum-state-rejected = لم يُنشر
forum-state-published = منشور
forum-state-held = قيد النظر
forum-state-removed = أزاله الفريق
forum-state-withdrawn = مسحوب
forum-state-purged = ممحوّ
forum-pending-title = وصل نصّكِ. هو ينتظر من تقرؤه.
forum-pending-text = لا يراه الآن غيركِ وغير الفريق. تقرؤه امرأة من الفريق؛ قد يأخذ ذلك ساعات، وأحيانًا أيّامًا. حين يُنشر يراه الجميع هنا. وإن لم يُنشر فستجدين السبب هنا.
forum-pending-team = لا يراه غير صاحبته والفريق.
forum-rejected-title = لم يُنشر هذا النصّ.
forum-rejected-text = لا يراه غيركِ وغير الفريق. هو محفوظ لكِ.
forum-reason = السبب: { $reason }
forum-team-note = كلمة من الفريق إليكِ:
forum-correct = أصلحيه وأرسليه من جديد
forum-other-state-text = لا يراه الآن غيركِ وغير الفريق.
forum-danger-title = إن كان أحد في خطر الآن
forum-danger-text = لا أحد يقرأ هنا ليلًا نهارًا. لا تنتظري جوابًا: اتّصلي بأحد هذه الأرقام.
forum-reply-title = جوابكِ
forum-new-title = اطرحي سؤالًا
forum-new-lead = اكتبي كما تتكلّمين. القصير يكفي.
forum-composer-help = لا أسماء ولا أماكن ولا أرقام هاتف، لكِ أو لغيركِ. الكاف صغيرة، وقد يقرأ هذا من يعرفكِ.
forum-composer-court = القارئات لا يعرفن من أنتِ. لكنّ المحكمة قد تطلب ما نحفظه.
forum-composer-marks = **كلمة** تُبرز الكلمة. السطر الذي يبدأ بـ - قائمة، والذي يبدأ بـ > اقتباس.
forum-field-category = أين مكان سؤالكِ؟
forum-field-category-choose = اختاري
forum-field-title = سؤالكِ في سطر واحد
forum-field-title-hint = لا أسماء هنا أيضًا.
forum-field-body = نصّكِ
forum-field-language = لغة النصّ
forum-field-language-hint = نعرفها عادةً دون أن تختاري.
forum-field-language-auto = اعرفيها من النصّ
forum-field-language-other = لغة أخرى
forum-send = أرسليه للقراءة
forum-publish = انشريه
forum-preview = شاهدي كيف سيظهر
forum-preview-title = هكذا سيظهر
forum-preview-note = لم يُرسل شيء بعد. نصّكِ أسفله.
forum-correcting = غيّري ما لم يسمح بالنشر، ثمّ أرسليه من جديد. السبب مكتوب فوق نصّكِ.
forum-join-title = هل تريدين أن تجيبي؟
forum-join-text = اختاري اسمًا ليس اسمكِ واكتبي. دقيقة تكفي، ولا نطلب بريدًا.
forum-composer-toolbar = تنسيق النصّ
forum-composer-bold = إبراز
forum-composer-list = قائمة
forum-composer-quote = اقتباس
forum-composer-preview-empty = ما تكتبينه يظهر هنا كما سيكون.
forum-composer-preview-failed = لا تظهر المعاينة الآن. نصّكِ محفوظ.
forum-composer-sending = جارٍ الإرسال…
forum-composer-not-sent = انقطع الخطّ ولم يُرسل شيء. نصّكِ ما زال هنا؛ أعيدي المحاولة.
forum-mine-title = نصوصي
forum-mine-lead = كلّ ما أرسلتِه وما آل إليه. أنتِ وحدكِ ترين هذه الصفحة.
forum-mine-empty-title = لم تكتبي بعد
forum-mine-empty-text = حين تسألين أو تجيبين تجدين نصّكِ هنا مع حالته.
forum-mine-topic = سؤال
forum-mine-reply = جواب
forum-mine-topic-hidden = سؤال غير مفتوح الآن
forum-reason-reveals-identity = فيه ما قد يكشف من أنتِ. نريد أن تبقي في أمان: احذفي الأسماء والأماكن والأعمار والعمل.
forum-reason-names-others = يسمّي شخصًا آخر، أو يسهّل معرفته.
forum-reason-insult = فيه كلمات تجرح.
forum-reason-off-topic = مكانه ليس هذا القسم. جرّبي قسمًا آخر.
forum-reason-danger-handled-privately = يبدو أنّ أحدًا في خطر. الكلام على انفراد أكثر أمانًا من العلن: يمكنكِ الاتّصال بالأرقام الموجودة أسفله.
forum-reason-advertising = فيه إشهار أو جمع أموال أو دعوة إلى الانضمام.
forum-reason-legal-risk = نشر هذا علنًا قد يعرّضكِ للملاحقة القضائيّة (المرسوم عدد 54 لسنة 2022). لا نقول إنّ ما كتبتِ غير صحيح. راسلينا على انفراد: نبحث معكِ عن طريقة أكثر أمانًا لقوله.
forum-reason-other = سبب آخر: تجدينه في كلمة الفريق.
