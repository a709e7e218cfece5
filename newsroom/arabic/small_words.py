"""Words that stand in every text and so find none: prepositions, pronouns, articles, in both languages."""

_ARABIC = """
في من على الى إلى عن مع هذا هذه هذان ذلك تلك هؤلاء الذي التي الذين اللذان اللتان اللواتي ما لا لم لن ليس ليست
أن إن ان أنه إنه أنها إنها انه انها كان كانت كانوا يكون تكون قد أو او ثم أم بل لكن لكنه إذا اذا إذ كما كل
هو هي هم هن نحن أنا انا أنت به بها بهم له لها لهم فيه فيها فيهم منه منها منهم عنه عنها عليه عليها عليهم
إليه إليها اليه اليها أي اي لو حيث حين غير سوى بين عند لدى منذ حتى هنا هناك هنالك أيضا ايضا
"""
_ENGLISH = """
a an the and or but of to in on at by for from with as is are was were be been being it its this that these those
he she they them his her their we our us you your i me my not no so if then than there here
which who whom what when where how has have had do does did will would can could may might shall should
into onto about over s t al el
"""
# With "and" or "so" before it, a small word is no larger.
SMALL_WORDS = frozenset(
    [*_ENGLISH.split(), *(before + word for before in ("", "و", "ف") for word in _ARABIC.split())]
)
