launch-title = قبل الافتتاح
launch-lead = ما يجب أن يؤكده شخص بعد. قولي من تتكفل بكل نقطة، ومتى وكيف حُسمت. تُطبع هذه الصفحة كما هي.
launch-todo = للتأكيد والتثبت
launch-point = النقطة
launch-open = { $count ->
    [zero] لا نقطة بقيت للتأكيد قبل الافتتاح
    [one] نقطة واحدة يجب تأكيدها قبل الافتتاح
    [two] نقطتان يجب تأكيدهما قبل الافتتاح
    [few] { $digits } نقاط يجب تأكيدها قبل الافتتاح
    [many] { $digits } نقطة يجب تأكيدها قبل الافتتاح
   *[other] { $digits } نقطة يجب تأكيدها قبل الافتتاح
}
launch-done = تغيّرت النقطة.
launch-field-standing = الحالة
launch-field-keeper = من تتكفل بها
launch-field-day = حُسمت يوم
launch-field-note = ما تبيّن
launch-day-hint = دون تاريخ يُحفظ تاريخ اليوم عند حسم النقطة.
launch-keeper-me = أنا
launch-keeper-nobody = لا أحد
launch-state-open = مفتوحة
launch-state-confirmed = مؤكدة
launch-state-not-applicable = لا تنطبق
launch-group-numbers = أرقام يجب الاتصال بها
launch-group-names = أسماء وطرق اتصال
launch-group-municipality = البلدية
launch-group-law = أسئلة لمحامية أو محام
launch-group-consents = موافقات
launch-group-facts = معلومات لم تُؤكد
launch-group-readers = قارئات
launch-group-team = الفريق والجهاز
launch-action-change = غيّرت نقطة في قائمة ما قبل الافتتاح
