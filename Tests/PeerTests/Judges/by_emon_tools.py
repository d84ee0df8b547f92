"""What emon-tools reads of a feed, at the feed's interval, or averaged where it is a longer one."""

from emon_tools.emon_fina.emon_fina import FinaData
from emon_tools.emon_fina.fina_models import FinaByTimeParamsModel, OutputType

from answer import answer, exact


def judge(folder, feed, interval):
    data = FinaData(file_name=str(feed), data_dir=folder)
    meta = data.meta
    is_average = interval > meta.interval
    series = data.get_fina_values(
        FinaByTimeParamsModel(
            start_time=meta.start_time,
            time_window=meta.npoints * meta.interval,
            time_interval=interval,
            output_type=OutputType.TIME_SERIES_MIN_MAX if is_average else OutputType.TIME_SERIES,
        )
    )
    names = ["times", "min", "mean", "max"] if is_average else ["times", "points"]
    return {
        "interval": meta.interval,
        "start": meta.start_time,
        "npoints": meta.npoints,
        "end": meta.end_time,
        "series": {name: exact(series[:, column], "<f8") for column, name in enumerate(names)},
    }


answer(judge)
