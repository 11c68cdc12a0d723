provider-or = أو بحساب لكِ في مكان آخر
provider-with = المتابعة عبر { $name }

provider-before-title = الدخول عبر { $name }
provider-before-lead = تذهبين إلى { $name } ثمّ تعودين إلى هنا. اقرئي أوّلًا من يعرف ماذا.
provider-learns-title = ما الذي يعرفه { $name }
provider-learns = أنّكِ تدخلين إلى هذا الموقع، ومتى. يظهر ذلك لدى { $name } في قائمة أنشطتك والمواقع المرتبطة بحسابك: من يستطيع فتح حسابك هناك يستطيع أن يراه.
provider-we-learn-title = ما الذي نعرفه نحن
provider-we-learn = رقم نتعرّف به عليكِ حين تعودين، محفوظ بطريقة لا يقدر أحد على قراءته. لا نطلب اسمًا ولا بريدًا إلكترونيًّا ولا صورة ولا جهات اتّصال.
provider-watched-title = هل ينظر أحد في حساباتك؟
provider-watched = إذن فالاسم المستعار وجملة السرّ يتركان آثارًا أقلّ.
provider-go = الذهاب إلى { $name }
provider-rather = أفضّل جملة السرّ

provider-first-title = اختاري اسمك هنا
provider-first-lead = يؤكّد { $name } أنّكِ أنتِ. اسمك هناك يبقى هناك: هنا لكِ اسم آخر.
provider-first-learns = يعرف { $name } أنّكِ جئتِ إلى هنا، ويظهر ذلك في قائمة الأنشطة عنده. ولا يعرف الاسم الذي تختارينه الآن، ولا ما تقرئين وتكتبين.

provider-list-title = الدخول بحسابات أخرى
provider-list-lead = كلّ واحد منها يفتح حسابك هنا دون جملة السرّ.
provider-list-warning = من يستطيع فتح حسابك في أحدها يستطيع فتح هذا أيضًا. وقائمة الأنشطة هناك تُظهر كلّ مرّة تأتين فيها.
provider-linked = مرتبط
provider-link = ربط { $name }
provider-unlink = إزالة { $name }
provider-list-none = لا حساب آخر مرتبط.
provider-done-linked = تمّ الربط. من الآن يفتح هذا الحساب.
provider-done-unlinked = تمّت الإزالة. لم يعد يفتح هذا الحساب.
provider-last-title = هذا طريقك الوحيد إلى حسابك
provider-last = دونه لا شيء يفتح حسابك. ضعي جملة سرّ أوّلًا، ثمّ أزيليه.
provider-set-passphrase = وضع جملة سرّ

provider-confirm = التأكيد عبر { $name }

provider-interrupted-title = توقّف هذا الدخول في الطريق
provider-interrupted = طال الوقت، أو استُعمل من قبل، أو بدأ في متصفّح آخر. لم يحدث شيء: ابدئي من جديد.
provider-denied-title = لم تدخلي
provider-denied = أعادكِ الموقع الآخر دون دخول. لم يحدث شيء هنا.
provider-untrusted-title = لم نستطع قبول هذا الجواب
provider-untrusted = ما قاله الموقع الآخر عنكِ لم يجتز فحوصنا. لم يحدث شيء: يمكنكِ أن تحاولي من جديد، أو أن تستعملي جملة السرّ.
provider-away-title = الموقع الآخر لا يجيب
provider-away = لم يحدث شيء. حاولي لاحقًا، أو استعملي جملة السرّ.
provider-taken-title = لم يتمّ الربط
provider-taken = ذلك الحساب يفتح حسابًا آخر هنا، أو ربطتِ حسابًا آخر من الموقع نفسه. لم يتغيّر شيء.
provider-not-hers-title = كان ذلك حسابًا آخر
provider-not-hers = ادخلي هناك بالحساب الذي ربطتِه هنا.
provider-shut-title = لا يمكن فتح هذا الحساب
provider-shut = اسألي الفريق إن كنتِ لا تعرفين السبب.
provider-again = رجوع
