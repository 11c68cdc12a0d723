lines-title = أرقام المساعدة في المكتب
lines-lead = هي في كل صفحة. والرقم الخاطئ خطير: اتصلي به قبل أن تغيّريه. بعد 90 يوما يجب التثبت من كل رقم من جديد.
lines-form-lead = ما تحفظينه يظهر فورا في كل صفحة. ويحتفظ السجل بالرقم القديم والجديد.
lines-add = إضافة رقم
lines-edit = تغيير رقم
lines-change = تغيير
lines-show = إظهار من جديد
lines-field-number = الرقم
lines-field-whom-ar = لمن، بالعربية
lines-field-whom-fr = لمن، بالفرنسية
lines-field-whom-en = لمن، بالإنجليزية
lines-number-hint = من 3 إلى 15 رقما، ويمكن أن يسبقها 216+.
lines-checked-hint = اليوم الذي اتصلت به إحداهن أو قرأت مصدره.
lines-due = { $count ->
    [zero] لا رقم مساعدة يحتاج إلى تثبت جديد
    [one] رقم مساعدة واحد يحتاج إلى تثبت جديد
    [two] رقما مساعدة يحتاجان إلى تثبت جديد
    [few] { $digits } أرقام مساعدة تحتاج إلى تثبت جديد
    [many] { $digits } رقم مساعدة يحتاج إلى تثبت جديد
   *[other] { $digits } رقم مساعدة يحتاج إلى تثبت جديد
}
lines-done-add = أُضيف الرقم.
lines-done-save = تغيّر الرقم.
lines-done-check = سُجل تاريخ اليوم للتثبت.
lines-done-hide = لم تعد أي صفحة تعرض الرقم.
lines-done-show = تعرض كل الصفحات الرقم من جديد.
lines-action-add = أضافت رقم مساعدة
lines-action-change = غيّرت رقم مساعدة
lines-action-check = تثبتت من رقم مساعدة
lines-action-hide = أخفت رقم مساعدة
lines-action-show = أظهرت رقم مساعدة من جديد
