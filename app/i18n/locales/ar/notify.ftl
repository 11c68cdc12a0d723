notify-field-mentions = { $field }: يمكن أن يذكر النصّ الواحد { $limit } من العضوات على الأكثر. احذفي علامة @ من أمام الأسماء الأخرى.
notify-field-of-the-team = لا يمكن حظر إحدى نساء الفريق، حتّى يستطيع الفريق أن يصل إليكِ دائمًا. يمكنكِ كتم نصوصها.

notify-title = الإشعارات
notify-menu-count = الإشعارات ({ $digits })
notify-lead = ما يخصّكِ في المنتدى. أنتِ وحدكِ ترين هذه الصفحة، ونحفظها 90 يومًا.
notify-empty-title = لا شيء لكِ بعد
notify-empty-text = حين يجيبكِ أحد، أو يكتب في ما تتابعين، تجدينه هنا.
notify-new = جديد
notify-mark-all = اعتبار الكلّ مقروءًا
notify-mark-one = اعتباره مقروءًا
notify-reply-to-me = { $count ->
    [one] جواب لكِ
    [two] جوابان لكِ
    [few] { $digits } أجوبة لكِ
    [many] { $digits } جوابًا لكِ
   *[other] { $digits } جواب لكِ
}
notify-reply-followed = { $count ->
    [one] جواب في ما تتابعين
    [two] جوابان في ما تتابعين
    [few] { $digits } أجوبة في ما تتابعين
    [many] { $digits } جوابًا في ما تتابعين
   *[other] { $digits } جواب في ما تتابعين
}
notify-new-topic = { $count ->
    [one] سؤال جديد في { $category }
    [two] سؤالان جديدان في { $category }
    [few] { $digits } أسئلة جديدة في { $category }
    [many] { $digits } سؤالًا جديدًا في { $category }
   *[other] { $digits } سؤال جديد في { $category }
}
notify-mention = ذكركِ أحد بالاسم
notify-approved = نُشر نصّكِ
notify-refused = لم يُنشر نصّكِ. السبب معه.
notify-changes = يطلب منكِ الفريق تعديل نصّكِ
notify-team-message = كتب إليكِ الفريق

notify-follow-title = المتابعة
notify-follow-of-topic = بماذا تريدين أن نخبركِ من هذا النقاش؟
notify-follow-of-category = بماذا تريدين أن نخبركِ من هذا القسم؟
notify-follow-every-answer = كلّ جواب
notify-follow-every-question = كلّ سؤال جديد
notify-follow-answers-to-me = الأجوبة لي
notify-follow-nothing = لا شيء
notify-follow-where = تجدينه في الإشعارات. لا يُرسل إليكِ شيء.
notify-save = حفظ
notify-saved = تمّ الحفظ.

notify-settings-title = ما نخبركِ به
notify-settings-lead = في حسابكِ، وبالبريد الإلكترونيّ فقط إن أردتِ.
notify-followed-title = ما تتابعينه
notify-followed-none = لا شيء كاملًا. حيث كتبتِ نخبركِ بالأجوبة لكِ.
notify-followed-all = كلّ شيء
notify-followed-nothing = صامت
notify-followed-stop = الأجوبة لي فقط
notify-team-title = رسائل الفريق
notify-team-told = نخبركِ حين يكتب إليكِ الفريق.
notify-team-silent = لا نخبركِ حين يكتب إليكِ الفريق. تجدين رسائله في حسابكِ.
notify-team-silence = لا تخبروني
notify-team-tell = أخبروني
notify-digest-title = بالبريد الإلكترونيّ
notify-digest-lead = رسالة تقول إنّ هناك جديدًا، ولا شيء غير ذلك: لا عنوان ولا اسم ولا نصّ ولا اسم هذا الموقع. يؤدّي رابطها إلى الدخول. تصل واحدة، ولا تصل أخرى قبل أن تأتي إلى هنا.
notify-digest-frequency = كم مرّة على الأكثر
notify-digest-never = أبدًا
notify-digest-daily = مرّة في اليوم
notify-digest-weekly = مرّة في الأسبوع
notify-digest-subject = موضوع الرسالة
notify-digest-subject-hint = قد يظهر على هاتف مقفل. اختاري ما لا يثير استغراب أحد.
notify-digest-subject-one = حسابك
notify-digest-subject-two = تذكير
notify-digest-subject-three = جديد
notify-digest-subject-four = للعلم
notify-digest-address = يحتاج هذا إلى عنوان بريد إلكترونيّ أكّدتِه.
notify-letter-digest = هناك جديد لكِ. لرؤيته افتحي هذه الصفحة:
notify-letter-off = حتّى لا تصل رسائل كهذه:
notify-off-title = لا رسائل كهذه بعد الآن
notify-off-lead = بهذا الزرّ لا يخبركِ شيء بأنّ هناك جديدًا. ويبقى العنوان والحساب.
notify-off-submit = إيقاف هذه الرسائل
notify-off-done = لن تصل هذه الرسائل بعد الآن. يمكنكِ إغلاق هذه الصفحة.

notify-mutes-title = ما لا تريدين قراءته
notify-mutes-lead = أنتِ وحدكِ ترين هذه الصفحة. لا يُخبَر أحد، ولا يستطيع أحد أن يلاحظ.
notify-mutes-names-title = العضوات
notify-mutes-names-none = لم تكتمي أحدًا. تجدين ذلك تحت كلّ نصّ لغيركِ.
notify-mutes-aliases-title = أسماء مخفيّة، كلّ في نقاشه
notify-mutes-muted = مكتومة
notify-mutes-blocked = محظورة
notify-lift = إظهار من جديد
notify-mutes-words-title = كلمات
notify-field-words = كلماتكِ
notify-words-hint = كلمة أو عبارة قصيرة في كلّ سطر، 50 على الأكثر. تُطوى النصوص التي فيها إحداها، ويمكنكِ فتح كلّ واحد.
notify-field-action = اختياركِ
notify-post-menu = هذا النصّ يزعجني
notify-mute = طيّ ما يكتبه { $name }
notify-mute-alias = طيّ ما يكتبه { $name } في هذا النقاش
notify-block = حظر { $name }: طيّ، ولا تواصل بينكما
notify-mute-secret = لا تُخبَر بذلك ولا تلاحظ شيئًا.
notify-quiet-author = مطويّ: لا تريدين قراءة { $name }
notify-quiet-words = مخفيّ بكلماتكِ

notify-feed-answer = جواب: { $title }

notify-kind-follows = ما تتابعينه، وهل نخبركِ بالبريد
notify-purpose-follows = لنخبركِ بما طلبتِه
notify-kind-notifications = أنّ شيئًا في المنتدى يخصّكِ
notify-purpose-notifications = لنريكِ القائمة؛ وليس فيها نصّ
notify-kind-mentions = أنّ نصًّا يذكر اسمكِ
notify-purpose-mentions = لنخبركِ، ولنزيل اسمكِ حين تغادرين
notify-kind-mutes = من وأيّ كلمات لا تريدين قراءتها
notify-purpose-mutes = لنطويه لكِ
