sanctions-error-suspended-title = حسابكِ موقوف
sanctions-error-suspended = صفحات العضوات مغلقة أمامكِ لفترة. تقول صفحة القرارات الخاصّة بكِ لماذا وإلى متى، وكيف تعترضين، وكيف تكتبين إلى الفريق. تبقى الصفحات العامّة مفتوحة.
sanctions-error-silenced-title = لا يمكنكِ الكتابة لفترة
sanctions-error-silenced = طلب منكِ الفريق ألّا تكتبي في المنتدى لفترة. تقول صفحة القرارات الخاصّة بكِ لماذا وإلى متى. ما زال يمكنكِ أن تقرئي وتُبلغي وتكتبي إلى الفريق وتعترضي.
sanctions-field-in-the-past = { $field }: هذا اليوم مضى. اختاري يومًا قادمًا.
sanctions-field-fewer-days = { $limit ->
    [one] { $field }: يوم واحد على الأقلّ ابتداءً من اليوم.
    [two] { $field }: يومان على الأقلّ ابتداءً من اليوم.
    [few] { $field }: { $digits } أيّام على الأقلّ ابتداءً من اليوم.
    [many] { $field }: { $digits } يومًا على الأقلّ ابتداءً من اليوم.
   *[other] { $field }: { $digits } يوم على الأقلّ ابتداءً من اليوم.
}
sanctions-field-more-days = { $limit ->
    [one] { $field }: يوم واحد على الأكثر ابتداءً من اليوم.
    [two] { $field }: يومان على الأكثر ابتداءً من اليوم.
    [few] { $field }: { $digits } أيّام على الأكثر ابتداءً من اليوم.
    [many] { $field }: { $digits } يومًا على الأكثر ابتداءً من اليوم.
   *[other] { $field }: { $digits } يوم على الأكثر ابتداءً من اليوم.
}

sanctions-notify-decision = قرّر الفريق شيئًا يخصّكِ

sanctions-kind-notice = رسالة خاصّة
sanctions-kind-warning = تنبيه
sanctions-kind-review-all = كلّ شيء يُقرأ أوّلًا
sanctions-kind-silence = توقّف عن الكتابة لفترة
sanctions-kind-suspend = حساب موقوف
sanctions-kind-remove-account = حساب مغلق
sanctions-about-notice = لا تُحسب لشيء آخر.
sanctions-about-warning = يُحسب مدّة 90 يومًا.
sanctions-about-review-all = كلّ ما تكتبينه يقرؤه الفريق قبل أن يظهر.
sanctions-about-silence = لا يمكنكِ الكتابة ولا التفاعل ولا التصويت في المنتدى. يمكنكِ القراءة والإبلاغ وسحب نصوصكِ والكتابة إلى الفريق والاعتراض وأخذ معطياتكِ.
sanctions-about-suspend = صفحات العضوات مغلقة أمامكِ. تبقى الصفحات العامّة مفتوحة وهذه الصفحة أيضًا: يمكنكِ أن تعترضي وتكتبي إلى الفريق وتأخذي معطياتكِ وتسحبي نصوصكِ وتحذفي حسابكِ.
sanctions-about-remove-account = يبقى حسابكِ مغلقًا. يمكنكِ أن تعترضي وتكتبي إلى الفريق وتأخذي معطياتكِ وتحذفي حسابكِ.
sanctions-rule-names-others = يمكن التعرّف على شخص
sanctions-rule-threat = تهديد أو ابتزاز
sanctions-rule-harassment = مضايقة
sanctions-rule-insult = كراهية أو إهانة
sanctions-rule-sexual = محتوى جنسيّ
sanctions-rule-spam = إشهار أو احتيال أو استقطاب
sanctions-rule-misinformation = معلومة خاطئة عن الحقوق أو الإجراءات
sanctions-rule-contact-outside = طلب التواصل خارج البوّابة
sanctions-rule-other = قاعدة أخرى من قواعد المنتدى

sanctions-mine-title = قرارات تخصّكِ وتخصّ نصوصكِ
sanctions-mine-lead = كلّ ما قرّره الفريق بشأنكِ، مع أسبابه. أنتِ وحدكِ ترين هذه الصفحة. وما لا توافقين عليه تنظر فيه من جديد عضوة أخرى من الفريق.
sanctions-mine-empty-title = لم يُقرَّر شيء
sanctions-mine-empty-text = حين يزيل الفريق نصًّا لكِ، أو لا ينشره، أو يقرّر شيئًا بشأنكِ، تجدينه هنا مع أسبابه.
sanctions-mine-suspended = حسابكِ موقوف الآن. تبقى هذه الصفحة ورسائلكِ مع الفريق ومعطياتكِ مفتوحة لكِ.
sanctions-mine-silenced = لا يمكنكِ الكتابة في المنتدى الآن. كلّ ما عدا ذلك مفتوح لكِ.
sanctions-mine-reviewed = يقرأ الفريق الآن ما تكتبينه قبل أن يظهر.
sanctions-decision-removal = أُزيل نصّكِ
sanctions-decision-rejection = لم يُنشر نصّكِ
sanctions-decision-held = نصّكِ مخفيّ إلى أن يُنظر فيه
sanctions-decision-sanction = قرار يخصّكِ
sanctions-rule = القاعدة: { $rule }
sanctions-until = إلى نهاية يوم { $day }
sanctions-for-good = دون تاريخ نهاية
sanctions-your-text = نصّكِ
sanctions-standing-over = انتهت مدّته
sanctions-standing-replaced = حلّ محلّه قرار آخر
sanctions-standing-reversed = أُلغي بعد اعتراضكِ
sanctions-from-the-team = فريق الإشراف
sanctions-help-title = إن لم تكوني بخير
sanctions-write-team = الكتابة إلى الفريق
sanctions-my-data = معطياتكِ: خذيها معكِ، أو غادري

sanctions-appeal-link = الاعتراض
sanctions-appeal-until = يمكنكِ الاعتراض إلى يوم { $day }.
sanctions-appeal-while-hidden = يمكنكِ الاعتراض ما دام النصّ مخفيًّا.
sanctions-appeal-title = الاعتراض على قرار
sanctions-appeal-lead = قولي بكلماتكِ ما لا توافقين عليه. تقرّر في الأمر من لم تشارك في القرار، خلال سبعة أيّام. ولا يُحسب ذلك عليكِ.
sanctions-appeal-field = لماذا لا توافقين
sanctions-appeal-field-hint = ألفا حرف على الأكثر، بأيّ لغة.
sanctions-appeal-submit = إرسال الاعتراض
sanctions-appeal-one = اعتراضكِ
sanctions-appeal-due = يصلكِ جواب في أجل أقصاه يوم { $day }.
sanctions-appeal-late = تأخّر الجواب. نعتذر منكِ؛ هذا التأخّر يُحسب ويُنشر.
sanctions-appeal-yours = ما كتبتِه
sanctions-appeal-question = يسأل الفريق
sanctions-appeal-reply = جوابكِ
sanctions-appeal-reply-submit = إرسال الجواب
sanctions-appeal-reply-wanted = يسألكِ الفريق شيئًا
sanctions-appeal-answer = جواب الفريق
sanctions-appeal-done = اعتراضكِ عند من لم تشارك في القرار.
sanctions-appeal-replied = وصل جوابكِ.
sanctions-state-pending = قيد النظر
sanctions-state-upheld = يبقى القرار
sanctions-state-reversed = أُلغي القرار
sanctions-state-partly-reversed = خُفّف القرار
sanctions-state-inadmissible = ليس اعتراضًا

sanctions-desk-title = العقوبات
sanctions-desk-lead = تُقرَّر بسبب نصّ، لا ضدّ اسم أبدًا. لا شيء يبدأ أو ينتهي من تلقاء نفسه، وهي تقرأ كلّ شيء إلّا السبب الداخليّ.
sanctions-desk-none = لا عقوبات.
sanctions-desk-new-link = عقوبة بسبب هذا النصّ
sanctions-desk-new-title = عقوبة بسبب نصّ
sanctions-desk-new-lead = ابدئي برسالة خاصّة، إلّا إذا كان أحد في خطر. تقرأ هي الرسالة والقاعدة وتاريخ النهاية؛ ويبقى السبب الداخليّ عند الفريق.
sanctions-desk-warnings = تنبيهات آخر 90 يومًا: { $count }.
sanctions-desk-advice = ما يأتي عادة: { $kind }. هذه نصيحة لا غير.
sanctions-desk-field-kind = ماذا
sanctions-desk-field-rule = القاعدة
sanctions-desk-field-reason = السبب الداخليّ
sanctions-desk-field-reason-hint = للفريق. قد تتلقّى هي ملخّصًا له إذا طلبت معطياتها: اكتبي على هذا الأساس ولا تسمّي أحدًا غيرها.
sanctions-desk-field-message = الرسالة إليها
sanctions-desk-field-message-hint = بلغتها إن عرفتِها. تُضاف القاعدة والنصّ وتاريخ النهاية وطريقة الاعتراض وأرقام المساعدة بلغتها.
sanctions-desk-field-ends = اليوم الأخير
sanctions-desk-field-ends-hint = القراءة أوّلًا: من 7 أيّام إلى 90 يومًا. التوقّف عن الكتابة: من يوم إلى 30 يومًا. الإيقاف: من يوم فما فوق؛ وعشر سنوات فأكثر تعني دون تاريخ نهاية.
sanctions-desk-for-good = دون تاريخ نهاية (للإيقاف فقط)
sanctions-desk-submit = قرّريها
sanctions-desk-second = إذا كانت ضدّ إحدى عضوات الفريق انتظرت زميلة ثانية، وإحداهما مديرة.
sanctions-desk-one = عقوبة
sanctions-desk-by = قرّرتها
sanctions-desk-done-given = قُرّرت. تُعلَم بها في صفحتها.
sanctions-desk-done-confirm = تمّ التأكيد. تسري من الآن.
sanctions-desk-done-refuse = أُغلقت ولم تسرِ.
sanctions-desk-confirm = تأكيد
sanctions-desk-refuse = رفض أو تراجع
sanctions-desk-state-given = قُرّرت
sanctions-desk-state-waiting = تنتظر زميلة ثانية
sanctions-desk-state-in-force = سارية
sanctions-desk-state-over = انتهت
sanctions-desk-state-replaced = حلّت محلّها أخرى
sanctions-desk-state-refused = رُفضت
sanctions-desk-state-reversed = أُلغيت بعد اعتراض

sanctions-appeals-title = الاعتراضات
sanctions-appeals-lead = من شاركت في قرار لا تقرّر في الاعتراض عليه. سبعة أيّام؛ وما تأخّر يُنشر.
sanctions-appeals-waiting = في الانتظار
sanctions-appeals-decided = بُتّ فيها
sanctions-appeals-none = لا اعتراضات.
sanctions-appeals-against = ضدّ
sanctions-appeals-due = الأجل
sanctions-appeals-overdue = متأخّر
sanctions-appeals-asked = جوابها منتظر
sanctions-appeals-took-part = شاركتِ في هذا القرار: تقرّر زميلة أخرى.
sanctions-appeals-nobody = لم يبقَ في الفريق من لم تشارك: تقرّر رئيسة الجمعيّة.
sanctions-appeals-text = النصّ
sanctions-appeals-decision = القرار
sanctions-appeals-told = ما قيل لها
sanctions-appeals-hers = ما تكتبه
sanctions-appeals-ask-title = طرح سؤال واحد
sanctions-appeals-ask-hint = سؤال واحد وجواب واحد.
sanctions-appeals-field-question = سؤال لها
sanctions-appeals-ask = اسألي
sanctions-appeals-decide-title = القرار
sanctions-appeals-field-outcome = القرار
sanctions-appeals-field-answer = الجواب إليها، مع الأسباب
sanctions-appeals-field-answer-hint = بلغتها. يوقّعه الفريق لا أنتِ.
sanctions-appeals-field-ends = اليوم الأخير الجديد، إن قصُرت العقوبة
sanctions-appeals-decide = قرّري
sanctions-appeals-done-asked = السؤال عندها.
sanctions-appeals-done-decided = اتُّخذ القرار. تُعلَم به، وما أُلغي يعود كما كان.

sanctions-notes-title = ملاحظات الفريق
sanctions-notes-lead = قد تتلقّى هي ملخّصًا لما كُتب عنها إذا طلبت معطياتها: اكتبي على هذا الأساس. يمكنكِ تغيير ملاحظة خلال عشر دقائق؛ وبعدها لا يغيّرها أحد.
sanctions-notes-none = لا ملاحظات.
sanctions-notes-on-text = عن هذا النصّ
sanctions-notes-on-author = عن صاحبته
sanctions-notes-alias = تكتب هنا تحت حرف: تبقى الملاحظة عنها عند هذا الحرف في هذا النقاش.
sanctions-notes-field-about = عن
sanctions-notes-field-body = ملاحظة
sanctions-notes-submit = دوّني
sanctions-notes-change = تغيير
sanctions-notes-done = دُوّنت.

sanctions-log-title = سجلّ الإشراف
sanctions-log-lead = ما فُعل، الأحدث أوّلًا. لا يمكن لأحد تغييره. بعد سنتين ينسى السجلّ مَن فعل وبماذا.
sanctions-log-none = لم يُفعل شيء.
sanctions-log-from = من
sanctions-log-to = إلى
sanctions-log-reverts = إلغاء
sanctions-log-action-approve = نُشر
sanctions-log-action-redact = نُشر مختصرًا
sanctions-log-action-reject = لم يُنشر
sanctions-log-action-changes = طُلب تعديل
sanctions-log-action-publish-directly = نُشر بلا انتظار
sanctions-log-action-remove = أُزيل
sanctions-log-action-hold = أُخفي مؤقّتًا
sanctions-log-action-restore = أُعيد
sanctions-log-action-close = أُغلق نقاش
sanctions-log-action-reopen = أُعيد فتح نقاش
sanctions-log-action-pin = وُضع نقاش في الأوّل
sanctions-log-action-unpin = أُعيد نقاش إلى مكانه
sanctions-log-action-sanction = عقوبة
sanctions-log-action-sanction-end = أُنهيت عقوبة
sanctions-log-action-appeal = وصل اعتراض
sanctions-log-action-appeal-decide = بُتّ في اعتراض
sanctions-log-action-appeal-gone = ذهب اعتراض مع حساب صاحبته
sanctions-log-action-report = بُتّ في بلاغ

sanctions-data-kind = ما قرّره الفريق بشأنكِ وأسبابه
sanctions-data-purpose = لكي تسري القواعد على الجميع، ولكي تستطيعي الاعتراض
sanctions-data-kind-appeals = اعتراضاتكِ والأجوبة
sanctions-data-purpose-appeals = لكي تنظر أخرى في القرار من جديد
sanctions-data-kind-notes = ما دوّنه الفريق عن نصّ أو صاحبته
sanctions-data-purpose-notes = لكي تعرف من تقرأ بعدها ما حدث
sanctions-audit-read = قرأت العقوبات
sanctions-audit-give = قرّرت عقوبة
sanctions-audit-propose = بدأت عقوبة تنتظر زميلة ثانية
sanctions-audit-confirm = أكّدت عقوبة
sanctions-audit-refuse = رفضت عقوبة
sanctions-audit-appeal-read = قرأت الاعتراضات
sanctions-audit-appeal-ask = سألت عن اعتراض
sanctions-audit-appeal-decide = قرّرت في اعتراض
sanctions-audit-note = دوّنت ملاحظة
sanctions-audit-note-change = غيّرت ملاحظة
sanctions-audit-log = قرأت سجلّ الإشراف
