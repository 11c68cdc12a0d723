directory-title = منظمات تساعدكِ
directory-lead = من هي، وماذا تفعل، وأين كُتب ذلك. لا نذكر كيف تتصلين بها إلا إذا وافقت، أو إذا نشر ذلك مرفق عمومي.
directory-all = عرض كل المنظمات
directory-none = لا توجد منظمة هنا
directory-filter = عرض
directory-name = الاسم
directory-hours = الأوقات
directory-address = العنوان
directory-source = المصدر
directory-agreed = وافقت يوم { $day } على نشر طريقة الاتصال بها
directory-published = طريقة الاتصال هي التي ينشرها هذا المرفق العمومي بنفسه.
directory-not-agreed = لا ننشر كيف تتصلين بها: لم توافق على ذلك بعد.
directory-kind-association = جمعية
directory-kind-public = مرفق عمومي
directory-kind-union = نقابة
directory-kind-health = صحة
directory-kind-legal = مساعدة قانونية
directory-kind-other = غير ذلك
directory-area-kef = ولاية الكاف
directory-area-country = كامل البلاد
directory-field-kind = الصنف
directory-field-section = القسم
directory-field-area = أين تعمل
directory-field-name-ar = الاسم، بالعربية
directory-field-name-fr = الاسم، بالفرنسية
directory-field-name-en = الاسم، بالإنجليزية
directory-field-does-ar = ماذا تفعل، بالعربية
directory-field-does-fr = ماذا تفعل، بالفرنسية
directory-field-does-en = ماذا تفعل، بالإنجليزية
directory-field-hours-ar = الأوقات، بالعربية
directory-field-hours-fr = الأوقات، بالفرنسية
directory-field-hours-en = الأوقات، بالإنجليزية
directory-field-address-ar = العنوان، بالعربية
directory-field-address-fr = العنوان، بالفرنسية
directory-field-address-en = العنوان، بالإنجليزية
directory-field-phone = الهاتف
directory-field-email = البريد الإلكتروني
directory-field-website = الموقع
directory-field-agreed-on = يوم موافقتها على نشر طريقة الاتصال بها
directory-field-source-url = عنوان المصدر
directory-field-checked-on = تاريخ التثبت
directory-field-order = الترتيب في القائمة
directory-field-show = العرض
directory-contact-hint = لا عنوان مأوى ولا رقمه أبدا، ولا رقما شخصيا.
directory-agreed-hint = دون هذا التاريخ لا يُنشر الهاتف والبريد والأوقات والعنوان إلا للمرافق العمومية.
directory-order-hint = الأصغر يأتي أولا.
directory-desk-title = المنظمات في المكتب
directory-desk-lead = ما طال العهد بالتثبت منه يأتي أولا. بعد 90 يوما يجب التثبت من جديد.
directory-form-lead = فقط ما يقوله مصدر، مع اليوم الذي قرأتِه فيه.
directory-new = منظمة جديدة
directory-edit = المنظمة
directory-save = حفظ
directory-publish = نشر للجميع
directory-hide = إخفاء
directory-check = تم التثبت اليوم
directory-delete = حذف
directory-delete-hint = تُحذف نهائيا، في كل اللغات.
directory-due = يجب التثبت من جديد
directory-show-due = للتثبت من جديد
directory-show-hidden = المخفية
directory-state-shown = منشورة
directory-state-hidden = مخفي
directory-age-unknown = لم يتم التثبت قط
directory-age = { $count ->
    [zero] اليوم
    [one] منذ يوم
    [two] منذ يومين
    [few] منذ { $digits } أيام
    [many] منذ { $digits } يوما
   *[other] منذ { $digits } يوم
}
directory-due-count = { $count ->
    [zero] لا منظمة تحتاج إلى تثبت جديد
    [one] منظمة واحدة تحتاج إلى تثبت جديد
    [two] منظمتان تحتاجان إلى تثبت جديد
    [few] { $digits } منظمات تحتاج إلى تثبت جديد
    [many] { $digits } منظمة تحتاج إلى تثبت جديد
   *[other] { $digits } منظمة تحتاج إلى تثبت جديد
}
directory-conflict-title = غيّرت إحداهن هذا في الأثناء
directory-conflict = لم يضع شيء مما كتبتِه: كله في الاستمارة. هذا ما يختلف الآن في المحفوظ. أرسلي الاستمارة من جديد ليحل نصك محله.
directory-done-create = حُفظت المنظمة. لا يراها أحد قبل نشرها.
directory-done-save = تم الحفظ.
directory-done-publish = يراها الجميع الآن.
directory-done-hide = لم يعد يراها أحد.
directory-done-check = سُجل تاريخ اليوم للتثبت.
directory-done-delete = تم الحذف.
directory-action-create = أنشأت منظمة في الدليل
directory-action-edit = غيّرت منظمة في الدليل
directory-action-publish = نشرت منظمة
directory-action-hide = أخفت منظمة
directory-action-delete = حذفت منظمة
directory-action-check = تثبتت من منظمة
