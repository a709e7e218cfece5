"""The pictures of the demo newsroom, drawn by code. They are labelled as illustrations wherever they appear."""

from collections.abc import Callable

from articles.demo import scenes_land, scenes_life, scenes_stage, scenes_town
from articles.demo.sheet import Sheet

SCENES: dict[str, Callable[[], Sheet]] = {
    scene.__name__: scene
    for scene in (
        scenes_town.bridge,
        scenes_town.lamps,
        scenes_town.bus,
        scenes_town.bakery,
        scenes_town.clock,
        scenes_town.square,
        scenes_town.tomatoes,
        scenes_town.carpenter,
        scenes_town.coffee,
        scenes_land.water_tower,
        scenes_land.gauge,
        scenes_land.storks,
        scenes_land.rain,
        scenes_land.olives,
        scenes_land.saplings,
        scenes_land.seeds,
        scenes_land.library_boat,
        scenes_land.rowing,
        scenes_life.library,
        scenes_life.kites,
        scenes_life.radio,
        scenes_life.pitch,
        scenes_life.race,
        scenes_life.chess,
        scenes_stage.theatre,
        scenes_stage.puppets,
        scenes_stage.oud,
        scenes_stage.mural,
        scenes_stage.cinema,
    )
}


def draw(name: str) -> bytes:
    """Give one picture as a JPEG, 1600 by 1067."""
    return SCENES[name]().jpeg()
