reading-error-closed-title = هذا النقاش مغلق
reading-error-closed = لا أحد يجيب هنا بعد الآن. لم يُرسل نصّكِ؛ تجدينه أسفله لتحتفظي به أو لتطرحي به سؤالًا جديدًا.
reading-error-blocked-title = حظرتِ من كتبت هذا النصّ
reading-error-blocked = ما دمتِ تحظرينها فلا تواصل بينكما، والردّ دون كلام تواصل أيضًا. يمكنكِ رفع الحظر في حسابكِ، تحت «ما لا تريدين قراءته».
reading-error-gone-title = مُحي هذا النصّ
reading-error-gone = كان هنا ثمّ مُحي نهائيًا. لن يعود.
reading-field-too-few = { $label }: { $limit } على الأقلّ، كلّ واحد في سطر.
reading-field-too-many = { $label }: { $limit } على الأكثر.
reading-action-close = أغلقت نقاشًا
reading-action-reopen = أعادت فتح نقاش
reading-action-pin = وضعت نقاشًا في الأوّل
reading-action-unpin = أعادت نقاشًا إلى مكانه
reading-action-category = غيّرت قسمًا
reading-action-poll-close = أنهت استطلاعًا
reading-action-poll-change = غيّرت أجوبة استطلاع
reading-kind = إلى أين قرأتِ، وما احتفظتِ به وما اخترتِه
reading-purpose = لنعرض عليكِ الجديد وعلاماتكِ أنتِ
reading-copy-bookmark = محفوظ:
reading-copy-reaction = تفاعل:
reading-copy-vote = تصويت:
reading-copy-read = مقروء إلى الرقم:
reading-closed = مغلق
reading-closed-title = هذا النقاش مغلق
reading-closed-text = يمكن للجميع قراءته، ولا أحد يجيب فيه بعد الآن. يمكنكِ أن تطرحي سؤالًا جديدًا.
reading-closed-yours = نصّكِ، لتحتفظي به:
reading-pinned = في الأوّل
reading-front-title = ما قدّمه الفريق
reading-fresh = { $count ->
    [zero] لا نصّ جديد
    [one] نصّ جديد واحد
    [two] نصّان جديدان
    [few] { $digits } نصوص جديدة
    [many] { $digits } نصًّا جديدًا
   *[other] { $digits } نصّ جديد
}
reading-fresh-mark = جديد منذ مررتِ من هنا
reading-look = ابحثي عن نصوص جديدة
reading-filter-label = لغة الأسئلة
reading-filter-all = الكلّ
reading-filter-other = أخرى
reading-filter-empty = لا سؤال بهذه اللغة بعد.
reading-arrange = ترتيب هذا النقاش
reading-arrange-close = أغلقيه
reading-arrange-reopen = أعيدي فتحه
reading-arrange-pin = ضعيه في الأوّل
reading-arrange-unpin = أعيديه إلى مكانه
reading-arrange-pin-front = ضعيه في صفحة المنتدى الأولى
reading-arrange-unpin-front = أخرجيه من صفحة المنتدى الأولى
reading-arrange-days = لكم يومًا
reading-support = أنا معكِ
reading-thanks = شكرًا
reading-same = وأنا كذلك
reading-reaction-count = { $kind }: { $count }
reading-actions-label = أجيبي { $name } دون كلام
reading-bookmark = احتفظي به
reading-bookmarked = محفوظ
reading-link = رابط
reading-bookmarks-title = ما احتفظتِ به
reading-bookmarks-lead = أنتِ وحدكِ ترين هذه الصفحة.
reading-bookmarks-empty-title = لم تحتفظي بشيء بعد
reading-bookmarks-empty-text = تحت كلّ نصّ تجدين «احتفظي به». ما تحتفظين به يظهر هنا.
reading-bookmark-label = كلمتكِ أنتِ له
reading-bookmark-label-hint = تظهر هنا بدل السؤال. من ينظر إلى شاشتكِ لا يقرأ غيرها.
reading-bookmark-save = احفظي الكلمة
reading-bookmark-remove = أزيليه
reading-note-field = عمّ يتكلّم نصّكِ
reading-note-hint = من لا تريد أن تصادفه اليوم تقرأ هذا أوّلًا، ثمّ تفتح النصّ بنفسها.
reading-note-none = لا شيء يُقال قبله
reading-note-violence = عنف
reading-note-sexual-violence = عنف جنسي
reading-note-loss = موت وفقدان
reading-note-health = مرض وجسد
reading-note-despair = عدم الرغبة في المواصلة
reading-note-open = { $note }: افتحي النصّ
reading-poll-offer = اعرضي أجوبة للاختيار
reading-poll-choices = أجوبة للاختيار
reading-poll-choices-hint = كلّ جواب في سطر، من اثنين إلى ثمانية. سؤالكِ هو العنوان.
reading-poll-multiple = يمكن اختيار أكثر من جواب
reading-poll-fixed = لا يمكن تغيير التصويت
reading-poll-days = ينتهي الاستطلاع
reading-poll-days-open = حين ينهيه أحد
reading-poll-days-after = بعد { $days } يومًا من نشره
reading-poll-title = ما رأيكِ؟
reading-poll-vote = صوّتي
reading-poll-again = صوّتي من جديد
reading-poll-yours = تصويتكِ
reading-poll-voters = { $count ->
    [zero] لا صوت بعد
    [one] صوت واحد
    [two] صوتان
    [few] { $digits } أصوات
    [many] { $digits } صوتًا
   *[other] { $digits } صوت
}
reading-poll-few = تظهر الأعداد ابتداءً من خمسة أصوات، حتّى لا يخمّن أحد من اختار ماذا.
reading-poll-hidden = ترين الأعداد بعد أن تصوّتي، أو في النهاية. لا أحد يرى أبدًا من اختار ماذا.
reading-poll-until = إلى { $date }.
reading-poll-over = انتهى هذا الاستطلاع.
reading-poll-close = أنهي الاستطلاع
reading-poll-edit = غيّري الأجوبة
reading-poll-edit-save = احفظي الأجوبة
reading-poll-field = اختياركِ
reading-queue-choices = مع هذه الأجوبة للاختيار:
reading-preview-letter = مشاركة وحرف
reading-preview-public = سيرى كلّ من يقرأ هنا: نصّكِ والاسم «{ $name }» واليوم.
reading-preview-members = سترى من سجّلت دخولها: نصّكِ والاسم «{ $name }» واليوم.
reading-preview-approved = سترى العضوات اللاتي يعرف الفريق نصوصهنّ: نصّكِ والاسم «{ $name }» واليوم.
reading-preview-staff = سيرى الفريق وحده: نصّكِ والاسم «{ $name }» واليوم.
reading-quote-selection = اقتبسي ما حدّدتِه
reading-keys = Ctrl+Enter للإرسال، Ctrl+B لإبراز كلمة.
reading-action-attach = ربطت نقاشًا بصفحة من البوّابة
reading-action-detach = فكّت ربط نقاش بصفحة من البوّابة
reading-arrange-about = موضوع النقاش في البوّابة
reading-arrange-about-hint = عنوان مقال أو وثيقة من المكتبة أو بيانات إحصائية من هذه البوّابة. فارغ: لا شيء.
reading-arrange-about-save = احفظي
reading-about = حول:
reading-discussions = نقاشه في المنتدى
