"""Teach the type checker what modeltranslation does at run time, beside the django-stubs plugin.

modeltranslation adds `title_ar` and `title_en` to a model with `title`, and puts its own class over every manager.
The checker sees neither: here the columns are declared (`str | None`) and the managers get their written class back.
"""

from collections.abc import Callable

from mypy.options import Options
from mypy.plugin import ClassDefContext
from mypy.types import Instance, NoneType, UnionType
from mypy_django_plugin.lib import fullnames, helpers
from mypy_django_plugin.main import NewSemanalDjangoPlugin
from mypy_django_plugin.transformers.models import ModelClassInitializer


class TranslatedColumns(ModelClassInitializer):
    """Declare the column of each language, nullable as modeltranslation makes it."""

    def run_with_model_cls(self, model_cls) -> None:
        """Add the columns that no line of the class names."""
        text = UnionType([self.api.named_type("builtins.str"), NoneType()])
        column = self.lookup_typeinfo_or_incomplete_defn_error(fullnames.FIELD_FULLNAME)
        for field in model_cls._meta.get_fields():
            if _comes_from_modeltranslation(type(field)) and field.name not in self.model_classdef.info.names:
                self.add_new_var_to_model_class(field.name, Instance(column, [text, text]))


class TranslatedModels(NewSemanalDjangoPlugin):
    """django-stubs with translated models."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        for model in self.django_context.apps_registry.get_models(include_auto_created=True):
            for manager in {*model._meta.managers, model._default_manager}:
                _give_back_its_class(manager)

    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Add the columns after django-stubs has done its part of a model."""
        theirs = super().get_base_class_hook(fullname)
        info = self._get_typeinfo_or_none(fullname)
        if theirs is None or info is None or not helpers.is_model_type(info):
            return theirs

        def both(context: ClassDefContext) -> None:
            theirs(context)
            TranslatedColumns(context, self.django_context).run()

        return both


def _give_back_its_class(manager) -> None:
    manager.__class__ = next(base for base in type(manager).__mro__ if not _comes_from_modeltranslation(base))


def _comes_from_modeltranslation(cls: type) -> bool:
    # By name: its modules cannot be imported before Django is set up, and mypy loads plugins earlier.
    return cls.__module__.startswith("modeltranslation.")


def plugin(version: str) -> type[TranslatedModels]:
    """Give mypy the plugin."""
    return TranslatedModels
