error-not-found-title = لم نجد هذه الصفحة
error-not-found = قد يكون العنوان قديمًا أو فيه خطأ. ابدئي من الصفحة الأولى، أو ابحثي عمّا تحتاجين إليه.
error-sign-in-needed-title = ادخلي إلى حسابك للمتابعة
error-sign-in-needed = هذه الصفحة تخصّ حسابك. ادخلي وستعودين إليها مباشرة.
error-confirm-needed-title = أكّدي أنّك أنتِ
error-confirm-needed = نطلب منكِ في هذه الخطوة جملة السرّ من جديد، ثمّ تعودين إلى هنا مباشرة.
error-forbidden-title = هذه الصفحة ليست مفتوحة لك
error-forbidden = حسابك لا يملك هذه الصلاحية. إن كنتِ ترين أنّها من حقّك فاسألي الفريق.
error-invalid-form-title = لم نتمكّن من الإرسال
error-invalid-form = بعض الإجابات تحتاج إلى مراجعة. نصّك محفوظ أسفل هذه الرسالة.
error-unreadable-form-title = لم نتمكّن من قراءة ما أُرسل
error-unreadable-form = وصلت الاستمارة تالفة. عودي إلى الوراء وأرسليها من جديد؛ لم يتغيّر شيء.
error-conflict-title = سبقكِ أحدهم
error-conflict = تغيّر هذا المحتوى وهو مفتوح عندك. هذه حالته الآن.
error-too-many-requests-title = انتظري قليلًا من فضلك
error-too-many-requests = كثرت المحاولات في وقت قصير. انتظري بضع دقائق ثمّ أعيدي المحاولة. نصّك محفوظ أسفل هذه الرسالة.
error-too-many-waiting-title = نصوصك السابقة في الانتظار
error-too-many-waiting = نصوصكِ التي تنتظر القراءة بلغت الحدّ. حين يُقرأ أحدها يمكنكِ إرسال هذا. نصّك محفوظ أسفل هذه الرسالة: انسخيه أو عودي إليه لاحقًا.
error-wrong-credentials-title = الاسم المستعار أو جملة السرّ غير صحيحة
error-wrong-credentials = تثبّتي من الاثنين وأعيدي المحاولة. الحروف الكبيرة والصغيرة مختلفة في جملة السرّ.
error-cross-site-title = جاء هذا الطلب من موقع آخر
error-cross-site = حفاظًا على سلامتك لا نقبل إلّا الاستمارات المرسلة من هذا الموقع. افتحي الصفحة هنا وأعيدي المحاولة.
error-too-large-title = الحجم كبير جدًّا
error-too-large = ما أُرسل أكبر ممّا نقبله. اختصريه وأرسليه من جديد.
error-picture-too-large-title = الصورة أكبر ممّا نعرضه في صفحة
error-picture-too-large = هذه الصورة كبيرة جدًّا فلا نعرضها هنا. نزّلي الكتاب لتريها فيه.
error-unavailable-title = نعود بعد لحظات
error-unavailable = جزء من الموقع لا يستجيب الآن. لم يضع شيء ممّا حُفظ. أعيدي المحاولة بعد دقيقة.
error-storage-full-title = لا نستطيع حفظه الآن
error-storage-full = لم يبقَ مكان عندنا. انسخي نصّك وأعيدي المحاولة لاحقًا؛ الفريق على علم.
error-damaged-title = الملفّ خارج الخدمة مؤقّتًا
error-damaged = وجدنا أنّ هذا الملفّ تلف عندنا فأوقفناه حتّى نستعيد نسخة سليمة. الفريق على علم؛ عودي لاحقًا.
error-internal-title = حدث خلل من جانبنا
error-internal = الخطأ ليس منكِ. أعيدي المحاولة؛ وإن تواصل فأعطي الفريق الرقم الموجود أسفله.
error-reference = المرجع: { $reference }

field-required = { $field }: املئي هذه الخانة.
field-too-short = { $field }: { $limit ->
    [zero] اكتبي شيئًا
    [one] اكتبي حرفًا واحدًا على الأقلّ
    [two] اكتبي حرفين على الأقلّ
    [few] اكتبي { $digits } أحرف على الأقلّ
    [many] اكتبي { $digits } حرفًا على الأقلّ
   *[other] اكتبي { $digits } حرف على الأقلّ
}.
field-too-long = { $field }: { $limit ->
    [zero] لا يُكتب شيء هنا
    [one] حرف واحد على الأكثر
    [two] حرفان على الأكثر
    [few] { $digits } أحرف على الأكثر
    [many] { $digits } حرفًا على الأكثر
   *[other] { $digits } حرف على الأكثر
}. لم نحذف شيئًا؛ اختصري وأرسلي من جديد.
field-unknown-choice = { $field }: اختاري إجابة من الإجابات المعروضة.
field-bad-characters = { $field }: فيها علامات لا يمكن استعمالها هنا.
field-not-a-day = { $field }: اكتبي يومًا من التقويم، مثلًا 2026-11-28.
field-not-a-time = { $field }: اكتبي يومًا وساعة، مثلًا 2026-11-28T13:05.
field-in-the-future = { $field }: هذا اليوم لم يأتِ بعد. اكتبي اليوم أو يومًا قبله.
field-before-first = { $field }: هذا اليوم قبل اليوم الأول. اختاري اليوم نفسه أو يومًا بعده.
field-not-a-link = { $field }: اكتبي العنوان كاملًا؛ يبدأ بـ https://
field-not-a-number = { $field }: اكتبي عددًا بالأرقام، في حدود ما تسمح به هذه الخانة.
field-not-a-date = { $field }: اكتبي سنة أو شهرًا أو يومًا، مثل 1987 أو 1987-05 أو 1987-05-12؛ وللفترة 1956/1987.
field-taken = { $field }: مستعمل أو قريب جدًّا من اسم موجود. اختاري غيره.
field-reserved = { $field }: هذه الكلمة مخصّصة للفريق. اختاري غيرها.
field-too-easy = { $field }: يسهل تخمينها. استعملي عدّة كلمات لا علاقة بينها.
field-must-agree = { $field }: ضعي علامة في الخانة للمتابعة.
field-not-text = { $field }: وصل النصّ تالفًا. اكتبيه من جديد.
field-last-admin = { $field }: أنتِ المديرة الوحيدة. أسندي هذا الدور إلى غيرك أوّلا.
