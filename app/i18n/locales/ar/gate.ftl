gate-guard-title = انظري إلى هذا قبل أن ترسلي
gate-guard-lead = في نصّكِ ما قد يدلّ على شخص، أو ما يحسن قوله بكلمة أخرى. لم يُرسل شيء ولم يضع شيء. القرار لكِ.
gate-guard-lead-team = تنبيه لا أكثر: أنتِ من الفريق، فانشري كما ترين.
gate-guard-found = ما وجدناه
gate-guard-hers = نصّكِ وقد عُلّمت المواضع فيه
gate-guard-field-title = سؤالكِ
gate-guard-field-body = نصّكِ
gate-guard-proposed = اقتراح: النصّ دونها
gate-guard-proposed-hint = يمكنكِ أن تغيّريه هنا.
gate-guard-send-masked = أرسليه هكذا
gate-guard-as-is-title = أو كما كتبتِه
gate-guard-as-is = أرسليه إلى الفريق كما هو
gate-guard-as-is-hint = يقرؤه الفريق أوّلًا، ولا يراه أحد غيره قبل ذلك.
gate-guard-as-is-team = انشريه كما هو
gate-guard-back = عودي وغيّري نصّكِ
gate-finding-telephone = رقم هاتف
gate-finding-email = عنوان بريد إلكترونيّ
gate-finding-handle = حساب في شبكة اجتماعيّة
gate-finding-identity = رقم بطاقة تعريف
gate-finding-plate = رقم لوحة سيّارة
gate-finding-address = عنوان
gate-finding-name = اسم شخص
gate-finding-place = مكان أو مدرسة أو عمل يسهل التعرّف عليه
gate-finding-masked = كلمة يحسن تركها
gate-finding-warned = كلمة نسألكِ عنها: أتقصدينها؟
gate-trap = اتركي هذه الخانة فارغة
gate-field-not-empty = خانة يجب أن تبقى فارغة، ولا تملؤها إلّا الآلات. أفرغيها وأرسلي من جديد؛ نصّكِ أسفله.
gate-field-advertising = يشبه هذا إشهارًا، ولا مكان له هنا. غيّريه أو اكتبي إلى الفريق سرًّا؛ نصّكِ أسفله.
gate-waiting-place-title = أين وصل نصّكِ
gate-waiting-before = { $count ->
    [zero] لا نصّ آخر ينتظر قبل نصّكِ.
    [one] نصّ واحد ينتظر قبل نصّكِ.
    [two] نصّان ينتظران قبل نصّكِ.
    [few] { $digits } نصوص تنتظر قبل نصّكِ.
    [many] { $digits } نصًّا ينتظر قبل نصّكِ.
   *[other] { $digits } نصّ ينتظر قبل نصّكِ.
}
gate-waiting-usual = في الثلاثين يومًا الأخيرة قُرئ نصف النصوص في مدّة أقصاها { $median }، وتسعة من كلّ عشرة في مدّة أقصاها { $ninetieth }.
gate-time-less = ساعة
gate-time-hours = { $count ->
    [zero] { $digits } ساعة
    [one] ساعة
    [two] ساعتان
    [few] { $digits } ساعات
    [many] { $digits } ساعة
   *[other] { $digits } ساعة
}
gate-time-days = { $count ->
    [zero] { $digits } يوم
    [one] يوم
    [two] يومان
    [few] { $digits } أيّام
    [many] { $digits } يومًا
   *[other] { $digits } يوم
}
gate-waiting-tell = لا حاجة إلى أن تنتظري هنا. حين يُتّخذ القرار تجدينه بين نصوصكِ.
gate-waiting-see = انظري إليه في موضعه
gate-waiting-all = كلّ نصوصي
gate-waiting-help-title = إن كنتِ بحاجة إلى أحد الآن
gate-waiting-help-text = ما كتبتِه مهمّ. لا حاجة إلى أن تنتظرينا: يمكنكِ أن تتّصلي الآن بأحد هذه الأرقام.
gate-hours-title = متى يقرأ الفريق
gate-hours-none = الفريق متطوّعات ولا أوقات ثابتة لهنّ. في الليل وأيّام العطل يطول الأمر.
gate-hours-open = هذه من أوقات الفريق: هناك من تقرأ.
gate-hours-closed = لا أحد من الفريق يقرأ الآن. نصّكِ ينتظر في أمان.
gate-hours-days = من { $first } إلى { $last }
gate-hours-row = { $days }، من { $from } إلى { $to }
gate-day-mon = الاثنين
gate-day-tue = الثلاثاء
gate-day-wed = الأربعاء
gate-day-thu = الخميس
gate-day-fri = الجمعة
gate-day-sat = السبت
gate-day-sun = الأحد
gate-kind = لماذا انتظر نصّ من نصوصكِ، وما لوحظ فيه (ومنه: هل عنوان بريدكِ، إن أعطيتِه، عنوان مؤقّت لا يدوم إلّا دقائق)، وهل كسبت نصوصكِ الثقة
gate-purpose = ليقرأ الفريق أوّلًا ما يجب أن يُقرأ أوّلًا، ويبقى الإشهار خارجًا
gate-reason-sanctioned = كلّ ما تكتبه يُقرأ قبل نشره، لفترة
gate-reason-review-mode = في هذا القسم يُقرأ كلّ نصّ قبل نشره
gate-reason-new-member = من نصوصها الأولى
gate-reason-first-in-audience = أوّل نصّ لها أمام هؤلاء القارئات
gate-reason-anonymous = اسمها مخفيّ
gate-reason-watched-word = كلمة مراقَبة
gate-reason-personal-data = معطيات شخصيّة أُرسلت كما هي
gate-reason-link = رابط
gate-reason-suspicious = أُرسل بسرعة غير عاديّة، أو قيل من قبل
gate-reason-topic-review = أجوبة هذا النقاش تُقرأ قبل نشرها
gate-reason-quiet-hours = لم يكن أحد يقرأ
gate-words-title = الكلمات المراقَبة
gate-words-lead = كلمات تجعل النصّ يُقرأ أوّلًا، أو تُظهر المساعدة، أو تجعله ينتظر. جرّبي الكلمة قبل حفظها.
gate-words-careful = للمرأة أن تقول ما وقع لها: للجسد والعنف والشتائم التي سمعتها اختاري المساعدة أو الأولويّة، لا الرفض أبدًا.
gate-words-add-title = كلمة جديدة
gate-words-change-title = تغيير كلمة
gate-words-field-pattern = الكلمة أو العبارة
gate-words-field-pattern-hint = مئة حرف على الأكثر. * تقوم مقام أيّ حروف من كلمة واحدة. الحركات والحروف الكبيرة والمكرّرة لا تهمّ.
gate-words-field-language = لغتها
gate-words-field-effect = ما تفعله
gate-words-field-note = ملاحظة للفريق
gate-words-field-review = تُراجَع يوم
gate-words-field-review-hint = سنة-شهر-يوم. إن بقيت فارغة: بعد ستّة أشهر.
gate-words-field-spam = هي إشهار، وليست كلمة تحتاج إليها امرأة لتقول ما وقع لها
gate-words-try = جرّبيها على الثلاثين يومًا الأخيرة
gate-words-save = احفظي
gate-words-remove = احذفي
gate-words-change = غيّري
gate-words-cancel = لا تغيّريها
gate-words-owner-none = قائمة البداية
gate-words-owner = تتابعها
gate-words-due = حان وقت مراجعتها
gate-words-list-title = كلّ الكلمات
gate-words-count = { $count ->
    [zero] لا كلمات بعد.
    [one] كلمة واحدة.
    [two] كلمتان.
    [few] { $digits } كلمات.
    [many] { $digits } كلمة.
   *[other] { $digits } كلمة.
}
gate-words-filter = أظهري
gate-words-filter-all = الكلّ
gate-words-trial-title = ما كانت ستجده
gate-words-trial = النصوص التي فيها الكلمة: { $texts } من { $looked }. لم يُحفظ شيء بعد.
gate-words-done-add = حُفظت الكلمة.
gate-words-done-change = تغيّرت الكلمة.
gate-words-done-remove = حُذفت الكلمة.
gate-words-done-quiet = تمّ التغيير.
gate-effect-hold = ينتظر النصّ الفريق
gate-effect-mask = تُقترح إزالتها
gate-effect-suggest-help = تُظهر المساعدة أوّلًا
gate-effect-warn-author = تُسأل صاحبة النصّ عنها
gate-effect-raise-priority = يُقرأ النصّ أوّلًا
gate-effect-block = يُردّ النصّ (إشهار)
gate-language-arabizi = الدارجة التونسيّة بحروف لاتينيّة
gate-language-other = كلّها أو غيرها
gate-pending-most-title = كم يمكن أن ينتظر
gate-pending-most = { $count ->
    [zero] لا ينتظر أيّ نصّ لعضوة.
    [one] يمكن أن ينتظر نصّ واحد لكلّ عضوة.
    [two] يمكن أن ينتظر نصّان لكلّ عضوة في الوقت نفسه.
    [few] يمكن أن تنتظر { $digits } نصوص لكلّ عضوة في الوقت نفسه.
    [many] يمكن أن ينتظر { $digits } نصًّا لكلّ عضوة في الوقت نفسه.
   *[other] يمكن أن ينتظر { $digits } نصّ لكلّ عضوة في الوقت نفسه.
}
gate-field-pending-most = عدد نصوص العضوة التي يمكن أن تنتظر
gate-pending-most-hint = من 1 إلى 50. ما زاد على ذلك يُرفض ويبقى في استمارتها.
gate-approved-after-title = من هي الجديدة
gate-approved-after = { $count ->
    [zero] حيث تُقرأ نصوص الجديدات أوّلًا، ليست أيّ عضوة جديدة.
    [one] حيث تُقرأ نصوص الجديدات أوّلًا، تبقى العضوة جديدة حتّى يكون لها نصّ منشور مضت عليه ثلاثة أيّام.
    [two] حيث تُقرأ نصوص الجديدات أوّلًا، تبقى العضوة جديدة حتّى يكون لها نصّان منشوران، مضت على أحدهما ثلاثة أيّام.
    [few] حيث تُقرأ نصوص الجديدات أوّلًا، تبقى العضوة جديدة حتّى يكون لها { $digits } نصوص منشورة، مضت على أحدها ثلاثة أيّام.
    [many] حيث تُقرأ نصوص الجديدات أوّلًا، تبقى العضوة جديدة حتّى يكون لها { $digits } نصًّا منشورًا، مضت على أحدها ثلاثة أيّام.
   *[other] حيث تُقرأ نصوص الجديدات أوّلًا، تبقى العضوة جديدة حتّى يكون لها { $digits } نصّ منشور، مضت على أحدها ثلاثة أيّام.
}
gate-field-approved-after = عدد النصوص المنشورة التي لا تعود بعدها العضوة جديدة
gate-approved-after-hint = من 1 إلى 50. يسري على ما يُرسل من الآن. الأقسام الخاصّة بالعضوات المعروفات تبقى كما هي.
gate-number-save = حفظ
gate-done-number = يسري ذلك من الآن.
gate-quiet-title = حين لا يقرأ أحد
gate-quiet-on = لا أحد يقرأ الآن: ينتظر كلّ شيء إلّا ما تكتبه العضوات الموثوقات.
gate-quiet-off = كلّ قسم يتبع قواعده.
gate-quiet-switch-on = لا أحد يقرأ الآن
gate-quiet-switch-off = عادت من تقرأ
gate-action-words-read = قرأت الكلمات المراقَبة
gate-action-word-add = أضافت كلمة مراقَبة
gate-action-word-change = غيّرت كلمة مراقَبة
gate-action-word-remove = حذفت كلمة مراقَبة
gate-action-words-try = جرّبت كلمة على الشهر الأخير
gate-action-quiet-switch = غيّرت «لا أحد يقرأ الآن»
gate-action-pending-most = حدّدت كم نصًّا لعضوة يمكن أن ينتظر
gate-action-approved-after = حدّدت بكم نصًّا منشورًا لا تعود العضوة جديدة
gate-action-trust-give = ثقة كسبتها النصوص
gate-action-trust-take = ثقة فُقدت
