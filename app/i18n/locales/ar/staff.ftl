staff-role-trusted = عضوة موثوقة
staff-role-helper = استقبال
staff-role-lead-moderator = مشرفة أولى
staff-role-editor = محرّرة
staff-role-librarian = أمينة المكتبة
staff-role-statistician = مسؤولة الإحصاء
staff-role-auditor = مدقّقة
staff-error-second-factor-title = بقيت خطوة واحدة
staff-error-second-factor = تُفتح لك هذه الصفحة بعد الخطوة الثانية: الأرقام الستّة التي يعرضها تطبيق المصادقة. لم يتغيّر شيء.

staff-code = الرمز
staff-code-hint = ستّة أرقام من تطبيق المصادقة. وإن لم يكن معك: أحد رموز الاسترجاع، ولا يصلح بعدها.
staff-code-set-up-hint = الأرقام الستّة التي يعرضها التطبيق الآن.
staff-code-wrong-title = هذا الرمز غير صحيح
staff-code-wrong = انتظري الرمز التالي وحاولي من جديد. كلّ رمز يصلح مرّة واحدة. هل ساعة هاتفك مضبوطة؟
staff-two-step-title = الخطوة الثانية
staff-two-step-lead = بعد جملة السرّ، رمز يتغيّر كلّ ثلاثين ثانية: من عرف الجملة لا يدخل بها وحدها.
staff-two-step-lead-staff = دورك يفتح ما ائتمنتنا عليه نساء. قبل ذلك جهّزي خطوة ثانية: رمزًا يتغيّر كلّ ثلاثين ثانية.
staff-two-step-app-title = 1. تطبيق مصادقة
staff-two-step-app = أيّ تطبيق مصادقة على هاتفك أو حاسوبك، ولا يحتاج إلى شبكة. اختاري جهازًا لا يفتحه غيرك. اسم المدخل «J»، ولك أن تغيّريه.
staff-two-step-scan-title = 2. السرّ
staff-two-step-scan = امسحي هذه الصورة بالتطبيق.
staff-two-step-qr = رمز QR فيه السرّ المكتوب بالحروف أسفله
staff-two-step-text = أو اكتبي فيه هذه الحروف:
staff-two-step-code-title = 3. رمز، لنتأكّد أنّه يعمل
staff-two-step-submit = تجهيز الخطوة الثانية
staff-two-step-done = الخطوة الثانية تعمل الآن. متصفّحاتك الأخرى ستطلب رمزًا.
staff-two-step-on = تعمل منذ
staff-two-step-lost = إن ضاع الجهاز: كلّ رمز من رموز الاسترجاع العشرة في حسابك يعبر بك الخطوة الثانية مرّة واحدة. احفظيها على ورق.
staff-two-step-renew = استعمال تطبيق آخر
staff-two-step-off = إلغاء الخطوة الثانية
staff-two-step-staff-keeps = دورك يحتاج إليها، فلا يمكن إلغاؤها.
staff-sign-in-code-title = خطوتك الثانية
staff-sign-in-code-lead = جملة السرّ صحيحة. بقي الرمز.
staff-sign-in-code-submit = متابعة
staff-desk-lead = ما يفتحه لك دورك.
staff-rooms-review = { $count ->
    [zero] لا نصّ ينتظر المراجعة
    [one] نصّ واحد قيد المراجعة
    [two] نصّان قيد المراجعة
    [few] { $digits } نصوص قيد المراجعة
    [many] { $digits } نصًّا قيد المراجعة
   *[other] { $digits } نصًّا قيد المراجعة
}
staff-rooms-changes = { $count ->
    [zero] لا نصّ لك يحتاج إلى تعديل
    [one] نصّ واحد لك يحتاج إلى تعديل
    [two] نصّان لك يحتاجان إلى تعديل
    [few] { $digits } نصوص لك تحتاج إلى تعديل
    [many] { $digits } نصًّا لك يحتاج إلى تعديل
   *[other] { $digits } نصًّا لك يحتاج إلى تعديل
}
staff-rooms-due = { $count ->
    [zero] لا نصّ يحتاج إلى مقارنة بمصادره
    [one] نصّ واحد تجب مقارنته بمصادره
    [two] نصّان تجب مقارنتهما بمصادرهما
    [few] { $digits } نصوص تجب مقارنتها بمصادرها
    [many] { $digits } نصًّا تجب مقارنته بمصادره
   *[other] { $digits } نصًّا تجب مقارنته بمصادره
}
staff-rooms-stale = { $count ->
    [zero] لا ترجمة تأخرت عن أصلها
    [one] ترجمة واحدة تأخرت عن أصلها
    [two] ترجمتان تأخرتا عن أصليهما
    [few] { $digits } ترجمات تأخرت عن أصولها
    [many] { $digits } ترجمة تأخرت عن أصلها
   *[other] { $digits } ترجمة تأخرت عن أصلها
}
staff-rooms-uploads = { $count ->
    [zero] لا ملفّ لك ينتظر
    [one] ملفّ واحد لك ينتظر بطاقته
    [two] ملفّان لك ينتظران بطاقتيهما
    [few] { $digits } ملفّات لك تنتظر بطاقاتها
    [many] { $digits } ملفًّا لك ينتظر بطاقته
   *[other] { $digits } ملفًّا لك ينتظر بطاقته
}
staff-rooms-figures = { $count ->
    [zero] لا مجموعة بيانات تنتظر أرقامًا جديدة
    [one] مجموعة بيانات واحدة تنتظر أرقامها الجديدة
    [two] مجموعتا بيانات تنتظران أرقامهما الجديدة
    [few] { $digits } مجموعات بيانات تنتظر أرقامها الجديدة
    [many] { $digits } مجموعة بيانات تنتظر أرقامها الجديدة
   *[other] { $digits } مجموعة بيانات تنتظر أرقامها الجديدة
}
staff-rooms-none = لا شيء ينتظر هنا.
staff-first-page = العودة إلى البداية
staff-field-reason = السبب
staff-state = الحالة
staff-state-active = مفتوح
staff-state-disabled = مغلق
staff-yes = نعم
staff-no = لا
staff-system = وحدة التحكّم
staff-members-title = العضوات
staff-members-lead = الاسم المستعار والدور والحالة. ما عدا ذلك غير معروف أو غير معروض.
staff-members-none = لا أحد بهذا الاسم.
staff-member-log = ما يقوله السجلّ عن هذا الحساب
staff-not-oneself = هذا حسابك أنت: تغيّره مديرة أخرى.
staff-scope = الأقسام
staff-scope-all = كلّها
staff-scope-hint = للمشرفة فقط. إن لم تختاري شيئًا فكلّها.
staff-role-title = الدور
staff-role-hint = تخرج الآن من كلّ متصفّح، ويكون لها الدور الجديد حين تدخل من جديد.
staff-role-submit = إعطاء هذا الدور
staff-disable = إغلاق الحساب
staff-disable-hint = لا تستطيع الدخول بعدها، وتخرج الآن من كلّ مكان. ما نشرته يبقى.
staff-enable = فتح الحساب من جديد
staff-enable-hint = تستطيع الدخول من جديد بجملة السرّ.
staff-done-role = أُعطي الدور.
staff-done-disable = أُغلق الحساب.
staff-done-enable = فُتح الحساب من جديد.
staff-reason-joined-team = تنضمّ إلى الفريق
staff-reason-new-duties = تغيّر عملها
staff-reason-left-team = تغادر الفريق
staff-reason-own-request = طلبت ذلك
staff-reason-rules-broken = خُولفت القواعد
staff-reason-account-at-risk = قد يستعمل الحساب شخص آخر
staff-reason-correction = كان التغيير الأخير خطأ
staff-invitations-title = الدعوات
staff-invitations-lead = رابط لشخص واحد، مرّة واحدة، لسبعة أيّام. من تفتحه تأخذ الدور.
staff-invite-title = ادعي من تنضمّ إلى الفريق
staff-invite-hint = سلّمي الرابط باليد أو بطريق تثقين به، لا في مجموعة.
staff-invite-submit = إنشاء رابط
staff-invited-title = الرابط جاهز
staff-invited-lead = لا يُعرض إلّا هذه المرّة.
staff-invited-link = الرابط
staff-invited-how = تختار اسمًا وجملة سرّ، وتكتب رموز الاسترجاع، وتجهّز خطوتها الثانية.
staff-invitation-by = أنشأتها
staff-invitation-until = إلى غاية
staff-invitation-open = مفتوحة
staff-invitation-used = قُبلت
staff-invitation-withdrawn = سُحبت
staff-invitation-expired = فات أجلها
staff-invitation-withdraw = سحب الدعوة
staff-done-withdrawn = سُحبت الدعوة. لم يعد رابطها يفتح شيئًا.
staff-accept-title = أهلًا بك في الفريق
staff-accept-name-hint = الاسم الذي يعرفك به الفريق: من 3 إلى 40 حرفًا، كلّها عربيّة أو كلّها لاتينيّة.
staff-accept-submit = افتحي حسابي
staff-sessions-title = جلسات الفريق
staff-sessions-lead = باليوم، وهاتف أو حاسوب. لا يُحفظ ما هو أدقّ.
staff-session-device = المتصفّح
staff-configuration-title = الإعدادات
staff-configuration-lead = ما هو ساري المفعول، للقراءة فقط. الأسرار محجوبة. تُغيَّر على الجهاز نفسه.
staff-audit-title = سجلّ التدقيق
staff-audit-lead = ما قرأه الفريق وما غيّره. لا أحد يستطيع تغيير هذا السجلّ، ولا الفريق نفسه.
staff-audit-who = من
staff-audit-who-hint = اسم مستعار كامل، أو «system» لوحدة التحكّم في الجهاز.
staff-audit-action = ماذا
staff-audit-day = اليوم
staff-audit-when = متى
staff-audit-target = على
staff-audit-filter = عرض
staff-audit-all = عرض الكلّ
staff-audit-none = لا شيء في السجلّ يوافق هذا الاختيار.
staff-action-desk-read = فتحت المكتب
staff-action-queue-read = قرأت ما ينتظر
staff-action-topic-read = فتحت نقاشًا غير منشور
staff-action-post-approve = نشرت نصًّا
staff-action-post-reject = رفضت نصًّا
staff-action-post-publish = نشرت نصًّا لها
staff-action-members-read = قرأت قائمة العضوات
staff-action-member-read = قرأت صفحة عضوة
staff-action-role-change = أعطت دورًا
staff-action-member-disable = أغلقت حسابًا
staff-action-member-enable = فتحت حسابًا من جديد
staff-action-account-create = أنشأت حسابًا
staff-action-invitations-read = قرأت الدعوات
staff-action-invitation-create = أنشأت دعوة
staff-action-invitation-withdraw = سحبت دعوة
staff-action-invitation-accept = قبلت دعوة
staff-action-sessions-read = قرأت جلسات الفريق
staff-action-session-end = أنهت جلسة
staff-action-configuration-read = قرأت الإعدادات
staff-action-audit-read = قرأت السجلّ
staff-accept-lead = يدعوك الفريق: { $role }. تختارين اسمًا وجملة سرّ، بلا بريد إلكترونيّ ولا رقم هاتف.
staff-accept-signed-in = أنت داخلة باسم { $name }. الدعوة تفتح حسابًا خاصًّا بها: سجّلي الخروج أوّلًا ثمّ افتحي الرابط من جديد.
