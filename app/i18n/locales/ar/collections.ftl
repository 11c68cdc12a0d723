collections-title = المجموعات
collections-lead = ما يجتمع معًا، بترتيب. لكل مجموعة صفحة للقارئات وتغذيات ومكان في الفهارس.
collections-none = لا توجد مجموعة بعد. أنشئي الأولى في الأسفل.
collections-name = المجموعة
collections-items = الوثائق
collections-order = الترتيب
collections-count = { $count ->
    [zero] لا وثيقة
    [one] وثيقة واحدة
    [two] وثيقتان
    [few] { $digits } وثائق
    [many] { $digits } وثيقة
   *[other] { $digits } وثيقة
}
collections-unseen = لا تظهر للقارئات، إذ لا شيء فيها يرينه
collections-new = مجموعة جديدة
collections-new-hint = يكفي اسم واحد. اكتبيه باللغتين الأخريين متى أمكنكِ.
collections-new-submit = أنشئي المجموعة
collections-field-title = الاسم ({ $language })
collections-field-summary = ما تجمعه ({ $language })
collections-field-slug = مكانها في العناوين
collections-slug-hint = حروف لاتينية صغيرة وأرقام وواصلات. يبقى إلى الأبد، فاختاري كلمة محايدة. إن تُرك فارغًا صُنع من الاسم الإنجليزي أو الفرنسي.
collections-field-item = الوثيقة
collections-item-hint = معرّفها، أو عنوان صفحتها.
collections-field-collection = ضعيها في مجموعة
collections-empty = لا شيء فيها بعد.
collections-place = ضعي فيها وثيقة
collections-place-submit = ضعيها
collections-edit = ما اسمها
collections-edit-hint = ترى القارئات الاسم الجديد في الحين. ويبقى عنوانها.
collections-save = احفظي
collections-up = إلى أعلى
collections-down = إلى أسفل
collections-take = أخرجيها
collections-public = صفحتها عند القارئات
collections-conflict = هذا ما فيها الآن. وما كتبتِه ما زال في الاستمارة. إن كنتِ نقلتِ شيئًا فانظري إلى الترتيب مرة أخرى.
collections-item-in-none = لا توجد في أي مجموعة.
collections-all = كل المجموعات
collections-done-create = أُنشئت المجموعة. ضعي فيها شيئًا.
collections-done-edit = حُفظت الأسماء.
collections-done-place = هي الآن في المجموعة.
collections-done-take = أُخرجت منها. وما زالت في المكتبة.
collections-done-move = تغيّر الترتيب.
collections-action = غيّرت مجموعة من المكتبة
collections-delete = احذفي هذه المجموعة
collections-delete-lead = لا تُحذف إلا مجموعة ليس فيها شيء. بعد ذلك يقود عنوانها إلى المكتبة، وتنتهي تغذياتها.
collections-delete-submit = احذفيها
collections-delete-conflict = انظري إلى ما هي عليه الآن، ثم قرّري من جديد.
collections-delete-back = العودة إلى المجموعة
collections-done-delete = حُذفت المجموعة.
