"""What do other tools count? Runs Great Expectations, Soda, Spark (for Deequ) and Sluice on the same few rows.

It prints, for each check and each batch, the outcome and the figures that the tool gives: what docs/other-tools.md says is
read off them. It is no part of `make test`. The tools exclude one another's dependencies, so each has its own environment:

    python3 -m venv gx    && gx/bin/pip    install great_expectations==1.24.1 'sqlalchemy<2.1'
    python3 -m venv soda4 && soda4/bin/pip install soda-duckdb==4.28.0
    python3 -m venv soda3 && soda3/bin/pip install soda-core-duckdb==3.5.6 'setuptools<80'
    python3 -m venv spark && spark/bin/pip install pyspark==3.5.9            # and a Java 17

    gx/bin/python    Benchmarks/other_tools.py gx
    soda4/bin/python Benchmarks/other_tools.py soda
    soda3/bin/python Benchmarks/other_tools.py sodacl
    spark/bin/python Benchmarks/other_tools.py spark
    python3          Benchmarks/other_tools.py sluice .build/release/sluice

Deequ is a Scala library that Maven has and PyPI has not. `spark` runs the aggregates of Spark that its analyzers consist of,
on the same rows; how it turns their results into an outcome was read in its source, and stands in SPARK beside each.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

NAN, INFINITY = float("nan"), float("inf")

# The columns, and ten rows of them. None is null.
COLUMNS = {"qty": "integer", "cost": "integer", "word": "string", "ratio": "number", "placed": "timestamp"}
MIXED = [
    (1, 0, "a", 1.0, "2026-01-01 00:00:00"),
    (2, 3, "b", 2.0, "2026-01-02 00:00:00"),
    (2, 2, "b", 4.0, "2026-01-05 00:00:00"),
    (2, 2, "B", 0.0, None),
    (5, None, "az", INFINITY, None),
    (100, 50, "", NAN, None),
    (None, 7, " ", None, None),
    (None, None, None, None, None),
    (None, None, None, None, None),
    (None, None, None, None, None),
]
# Whose quartiles of qty are one value, and whose other columns do not vary.
FLAT = [(quantity, 1, "a", 1.0, "2026-01-01 00:00:00") for quantity in (2, 2, 2, 2, 50)]
BATCHES = {"mixed": MIXED, "empty": [], "nulls": [(None,) * len(COLUMNS)] * 4, "flat": FLAT}
REFERENCE = [1, 2, 5]


def csv_field(value):
    """Null is the unquoted empty field; texts of nothing or of blanks are quoted."""
    if value is None:
        return ""
    return f'"{value}"' if isinstance(value, str) and not value.strip() else str(value)


def csv_text(rows):
    records = [list(COLUMNS)] + [[csv_field(value) for value in row] for row in rows]
    return "".join(",".join(record) + "\n" for record in records)


def mixed_csv():
    path = pathlib.Path(tempfile.mkdtemp()) / "mixed.csv"
    path.write_text(csv_text(MIXED))
    return str(path)


def show(batch, outcome, facts=""):
    print(f"    {batch:6} {outcome:14} {facts}".rstrip())


def heading(check):
    print(f"\n{check}")


# --- Great Expectations: pandas data frames, where NaN is null; SQLite where the expectation is SQL ----------------------

GX = [
    ("ExpectColumnToExist", {"column": "gone"}),
    ("ExpectTableColumnsToMatchSet", {"column_set": ["qty", "cost"]}),
    ("ExpectTableColumnsToMatchSet", {"column_set": ["qty", "cost"], "exact_match": False}),
    ("ExpectTableColumnsToMatchOrderedList", {"column_list": ["cost", "qty", "word", "ratio", "placed"]}),
    ("ExpectColumnValuesToBeOfType", {"column": "qty", "type_": "float64"}),
    ("ExpectColumnValuesToBeOfType", {"column": "word", "type_": "int"}),
    ("ExpectColumnValuesToNotBeNull", {"column": "qty"}),
    ("ExpectColumnValuesToNotBeNull", {"column": "qty", "mostly": 0.6}),
    ("ExpectColumnValuesToNotBeNull", {"column": "ratio"}),
    ("ExpectColumnValuesToNotBeNull", {"column": "word"}),
    ("ExpectColumnProportionOfNonNullValuesToBeBetween", {"column": "qty", "min_value": 0.5}),
    ("ExpectColumnValuesToBeUnique", {"column": "qty"}),
    ("ExpectCompoundColumnsToBeUnique", {"column_list": ["qty", "cost"]}),
    ("ExpectCompoundColumnsToBeUnique", {"column_list": ["qty", "cost"], "ignore_row_if": "never"}),
    ("ExpectColumnValuesToBeBetween", {"column": "qty", "min_value": 0, "max_value": 10}),
    ("ExpectColumnValuesToBeBetween", {"column": "qty", "min_value": 0, "max_value": 10, "mostly": 0.85}),
    ("ExpectColumnValuesToBeBetween", {"column": "ratio", "min_value": 0, "max_value": 10}),
    ("ExpectColumnValuesToBeBetween", {"column": "gone", "min_value": 0, "max_value": 10}),
    ("ExpectColumnValuesToBeBetween", {"column": "qty", "max_value": 10, "row_condition": "cost > 0", "condition_parser": "pandas"}),
    ("ExpectColumnValueLengthsToBeBetween", {"column": "word", "min_value": 1, "max_value": 1}),
    ("ExpectColumnValuesToMatchRegex", {"column": "word", "regex": "z$"}),
    ("ExpectColumnValuesToMatchRegex", {"column": "word", "regex": "^$"}),
    ("ExpectColumnValuesToBeInSet", {"column": "word", "value_set": ["a", "b"]}),
    ("ExpectColumnPairValuesAToBeGreaterThanB", {"column_A": "qty", "column_B": "cost"}),
    ("ExpectColumnPairValuesAToBeGreaterThanB", {"column_A": "qty", "column_B": "cost", "ignore_row_if": "either_value_is_missing"}),
    ("ExpectSelectColumnValuesToBeUniqueWithinRecord", {"column_list": ["qty", "cost"]}),
    ("ExpectColumnValueZScoresToBeLessThan", {"column": "qty", "threshold": 2.1, "double_sided": True}),
    ("ExpectColumnValuesToNotBeOutliers", {"column": "qty"}),
    ("ExpectColumnValuesToNotBeOutliers", {"column": "qty", "method": "std", "multiplier": 2.1}),
    ("ExpectColumnValuesToNotBeOutliers", {"column": "qty", "method": "std", "multiplier": 2.0}),
    ("ExpectColumnValuesToBeIncreasing", {"column": "qty"}),
    ("ExpectColumnValuesToBeIncreasing", {"column": "qty", "strictly": True}),
    ("ExpectColumnValuesToBeIncreasing", {"column": "cost"}),
    ("ExpectColumnMinToBeBetween", {"column": "qty", "min_value": 0}),
    ("ExpectColumnMaxToBeBetween", {"column": "ratio", "max_value": 10}),
    ("ExpectColumnMaxToBeBetween", {"column": "placed", "min_value": datetime.datetime(2026, 1, 1)}),
    ("ExpectColumnSumToBeBetween", {"column": "qty", "min_value": 0}),
    ("ExpectColumnSumToBeBetween", {"column": "ratio", "min_value": 0}),
    ("ExpectColumnMeanToBeBetween", {"column": "qty", "min_value": 0}),
    ("ExpectColumnMedianToBeBetween", {"column": "cost", "min_value": 0}),
    ("ExpectColumnQuantileValuesToBeBetween", {"column": "qty", "quantile_ranges": {"quantiles": [0.5, 0.68], "value_ranges": [[0, 100], [0, 100]]}}),
    ("ExpectColumnStdevToBeBetween", {"column": "qty", "min_value": 0}),
    ("ExpectColumnUniqueValueCountToBeBetween", {"column": "qty", "min_value": 0}),
    ("ExpectColumnUniqueValueCountToBeBetween", {"column": "ratio", "min_value": 0}),
    ("ExpectColumnProportionOfUniqueValuesToBeBetween", {"column": "qty", "min_value": 0}),
    ("ExpectColumnMostCommonValueToBeInSet", {"column": "qty", "value_set": [2]}),
    ("ExpectColumnMostCommonValueToBeInSet", {"column": "ratio", "value_set": [1, 2, 4, 0]}),
    ("ExpectColumnMostCommonValueToBeInSet", {"column": "ratio", "value_set": [1], "ties_okay": True}),
    ("ExpectColumnDistinctValuesToContainSet", {"column": "qty", "value_set": [1, 77]}),
    ("ExpectTableRowCountToBeBetween", {"min_value": 0}),
    ("ExpectTableRowCountToBeBetween", {"min_value": 1}),
    ("UnexpectedRowsExpectation", {"unexpected_rows_query": "SELECT * FROM {batch} WHERE qty <= cost"}),
]


def run_gx():
    import logging
    import sqlite3
    import warnings

    warnings.filterwarnings("ignore")
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations
    import pandas

    logging.disable(logging.CRITICAL)
    kinds = {"integer": "float64", "string": object, "number": "float64", "timestamp": "datetime64[ns]"}
    frames = {
        batch: pandas.DataFrame(rows, columns=list(COLUMNS)).astype({name: kinds[kind] for name, kind in COLUMNS.items()})
        for batch, rows in BATCHES.items()
    }
    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    definition = context.data_sources.add_pandas("p").add_dataframe_asset("a").add_batch_definition_whole_dataframe("b")
    database = os.path.join(tempfile.mkdtemp(), "rows.sqlite")
    with sqlite3.connect(database) as connection:
        for batch, frame in frames.items():
            frame.to_sql(batch, connection, index=False)
    sql = context.data_sources.add_sqlite("s", connection_string=f"sqlite:///{database}")
    asked = ("element_count", "missing_count", "unexpected_count", "unexpected_percent", "unexpected_percent_total", "observed_value")
    print(f"Great Expectations {great_expectations.__version__}, pandas {pandas.__version__}")
    for name, arguments in GX:
        heading(f"{name} {arguments}")
        for batch, frame in frames.items():
            try:
                expectation = getattr(great_expectations.expectations, name)(**arguments)
                if name.startswith("Unexpected"):
                    table = sql.add_table_asset(f"{name}-{batch}", table_name=batch)
                    given = table.add_batch_definition_whole_table("whole").get_batch()
                else:
                    given = definition.get_batch({"dataframe": frame})
                result = given.validate(expectation, result_format="BASIC")
                facts = {key: result.result[key] for key in asked if key in result.result}
                raised = " with an exception" if "raised_exception': True" in str(result.exception_info) else ""
                show(batch, "success" if result.success else "failure", f"{facts}{raised}")
            except Exception as error:
                show(batch, "raises", f"{type(error).__name__}: {str(error)[:120]!r}")
    heading("pandas.read_csv: nulls of word, of which three are null and one is quoted and empty")
    show("mixed", "", int(pandas.read_csv(mixed_csv()).word.isna().sum()))


# --- Soda: DuckDB tables --------------------------------------------------------------------------------------------------

SODA = [
    ("qty", "missing: {}"),
    ("qty", "missing: {threshold: {metric: percent, must_be_less_than: 45}}"),
    ("ratio", "missing: {}"),
    ("word", "missing: {}"),
    ("word", "missing: {missing_values: ['']}"),
    ("qty", "duplicate: {}"),
    ("qty", "duplicate: {threshold: {metric: percent, must_be_less_than: 45}}"),
    (None, "duplicate: {columns: [qty, cost]}"),
    ("qty", "invalid: {valid_min: 0, valid_max: 10}"),
    ("qty", "invalid: {valid_min: 0, valid_max: 10, threshold: {metric: percent, must_be_less_than: 15}}"),
    ("qty", "invalid: {valid_max: 10, filter: cost > 0}"),
    ("ratio", "invalid: {valid_min: 0, valid_max: 10}"),
    ("word", "invalid: {valid_values: [a, b]}"),
    ("word", "invalid: {valid_values: [a, b], missing_values: ['']}"),
    ("word", "invalid: {valid_min_length: 1, valid_max_length: 1}"),
    ("word", "invalid: {valid_format: {name: z, regex: 'z$'}}"),
    ("word", "invalid: {valid_format: {name: z, regex: '^$'}}"),
    ("qty", "invalid: {valid_reference_data: {dataset: d/main/reference, column: qty}}"),
    (None, "failed_rows: {expression: qty <= cost}"),
    (None, "failed_rows: {expression: qty <= cost, threshold: {metric: percent, must_be_less_than: 45}}"),
    (None, "failed_rows: {query: SELECT * FROM {table} WHERE qty <= cost}"),
    ("qty", "aggregate: {function: min, threshold: {must_be_greater_than: 0}}"),
    ("qty", "aggregate: {function: sum, threshold: {must_be_greater_than: 0}}"),
    ("qty", "aggregate: {function: avg, threshold: {must_be_greater_than: 0}}"),
    ("ratio", "aggregate: {function: max, threshold: {must_be_less_than: 10}}"),
    ("ratio", "aggregate: {function: sum, threshold: {must_be_greater_than: 0}}"),
    ("word", "aggregate: {function: minLength, threshold: {must_be_greater_than: 0}}"),
    ("qty", "metric: {expression: stddev(qty), threshold: {must_be_greater_than: 0}}"),
    ("qty", "metric: {expression: count(distinct qty), threshold: {must_be_greater_than: 0}}"),
    (None, "metric: {query: SELECT max(qty) FROM {table}, threshold: {must_be_greater_than: 0}}"),
    (None, "row_count: {}"),
    (None, "row_count: {threshold: {must_be_greater_than_or_equal: 0}}"),
    (None, "schema: {}"),
    ("gone", "missing: {}"),
    (None, "freshness: {column: placed, threshold: {unit: day, must_be_less_than: 100000}}"),
]

SODACL = [
    "missing_count(qty) = 0",
    "missing_percent(qty) < 45",
    "missing_count(ratio) = 0",
    "missing_count(word) = 0",
    "duplicate_count(qty) = 0",
    "duplicate_percent(qty) < 5",
    "duplicate_count(qty, cost) = 0",
    "invalid_count(qty) = 0:\n      valid min: 0\n      valid max: 10",
    "invalid_percent(qty) < 15:\n      valid min: 0\n      valid max: 10",
    "invalid_count(ratio) = 0:\n      valid min: 0\n      valid max: 10",
    "invalid_count(word) = 0:\n      valid values: [a, b]",
    "invalid_count(word) = 0:\n      valid min length: 1\n      valid max length: 1",
    "invalid_count(word) = 0:\n      valid regex: z$",
    "invalid_count(word) = 0:\n      valid format: email",
    "values in (qty) must exist in reference (qty)",
    "failed rows:\n      fail condition: qty <= cost",
    "min(qty) > 0",
    "sum(qty) > 0",
    "avg(qty) > 0",
    "max(ratio) < 10",
    "sum(ratio) > 0",
    "stddev(qty) > 0",
    "stddev_pop(qty) > 0",
    "variance(qty) > 0",
    "percentile(qty, 0.68) > 0",
    "min_length(word) > 0",
    "row_count > 0",
    "row_count >= 0",
    "schema:\n      fail:\n        when required column missing: [gone]",
    "missing_count(gone) = 0",
    "freshness(placed) < 100000d",
]


def duckdb_tables(connection):
    kinds = {"integer": "INTEGER", "string": "VARCHAR", "number": "DOUBLE", "timestamp": "TIMESTAMP"}
    columns = ", ".join(f"{name} {kinds[kind]}" for name, kind in COLUMNS.items())
    for batch, rows in BATCHES.items():
        connection.execute(f"CREATE TABLE {batch} ({columns})")
        for row in rows:
            connection.execute(f"INSERT INTO {batch} VALUES (?, ?, ?, ?, ?)", list(row))
    connection.execute("CREATE TABLE reference (qty INTEGER)")
    for value in REFERENCE:
        connection.execute("INSERT INTO reference VALUES (?)", [value])


def run_soda():
    os.environ["SODA_CORE_TELEMETRY_ENABLED"] = "false"
    import importlib.metadata

    import duckdb
    from soda_core.contracts.api.verify_api import verify_contract_locally

    folder = pathlib.Path(tempfile.mkdtemp())
    with duckdb.connect(str(folder / "rows.db")) as connection:
        duckdb_tables(connection)
    source, contract = folder / "source.yml", folder / "contract.yml"
    source.write_text(f"type: duckdb\nname: d\nconnection:\n  database: {folder}/rows.db\n")
    print(f"Soda {importlib.metadata.version('soda-core')}, DuckDB {duckdb.__version__}")
    for column, check in SODA:
        heading(f"{column or 'dataset'}: {check}")
        listed = [name for name in COLUMNS if not (check.startswith("schema") and name == "placed")]
        listed += ["gone"] if column == "gone" else []
        for batch in BATCHES:
            text = f"dataset: d/main/{batch}\ncolumns:\n"
            rule = check.replace("{table}", batch)
            for name in listed:
                text += f"  - name: {name}\n" + (f"    checks:\n      - {rule}\n" if name == column else "")
            contract.write_text(text + ("" if column else f"checks:\n  - {rule}\n"))
            result = verify_contract_locally(data_source_file_path=str(source), contract_file_path=str(contract))
            for verified in result.contract_verification_results:
                for one in verified.check_results:
                    facts = f"value {one.threshold_value} {one.diagnostic_metric_values}"
                    show(batch, one.outcome.name, f"{facts} contract {verified.status.name}")
                if not verified.check_results:
                    show(batch, verified.status.name)
    heading("DuckDB's read_csv: nulls of word, of which three are null and one is quoted and empty")
    show("mixed", "", duckdb.sql(f"SELECT count(*) - count(word) FROM read_csv('{mixed_csv()}')").fetchall()[0][0])


def run_sodacl():
    import importlib.metadata

    import duckdb
    from soda.scan import Scan

    connection = duckdb.connect(":memory:")
    duckdb_tables(connection)
    print(f"SodaCL {importlib.metadata.version('soda-core')}, DuckDB {duckdb.__version__}")
    for check in SODACL:
        heading(" ".join(check.split()))
        for batch in BATCHES:
            scan = Scan()
            scan.disable_telemetry()
            scan.set_data_source_name("duckdb")
            scan.add_duckdb_connection(connection)
            scan.add_sodacl_yaml_str(f"checks for {batch}:\n  - {check}\n")
            code = scan.execute()
            results = scan.get_scan_results()["checks"]
            for result in results:
                value = (result.get("diagnostics") or {}).get("value")
                show(batch, str(result["outcome"]), f"value {value}, exit {code}")
            if not results:
                show(batch, "not evaluated", f"exit {code}")


# --- Spark: what Deequ's analyzers ask of it, and what Deequ makes of the answer -------------------------------------------

SPARK = [
    ("isComplete, hasCompleteness", "sum(int(qty IS NOT NULL)), count(*)", "first / second; null: failure"),
    ("isComplete of NaN", "sum(int(ratio IS NOT NULL)), count(*)", "first / second; null: failure"),
    ("isComplete of empty text", "sum(int(word IS NOT NULL)), count(*)", "first / second; null: failure"),
    ("isContainedIn(0, 10)", "sum(int(qty IS NULL OR (qty >= 0 AND qty <= 10))), count(*)", "first / second; null: failure"),
    ("isContainedIn(0, 10) of NaN", "sum(int(ratio IS NULL OR (ratio >= 0 AND ratio <= 10))), count(*)", "first / second; null: failure"),
    ("isContainedIn(['a', 'b'])", "sum(int(word IS NULL OR word IN ('a', 'b'))), count(*)", "first / second; null: failure"),
    ("satisfies, isGreaterThan", "sum(int(qty > cost)), count(*)", "first / second; null: failure"),
    ("satisfies with where", "sum(CASE WHEN cost > 0 THEN int(qty <= 10) END), sum(cast(cost > 0 AS bigint))", "first / second; null: failure"),
    ("isNonNegative of NaN", "sum(int(coalesce(cast(ratio AS decimal(20, 10)), 0.0) >= 0)), count(*)", "first / second; null: failure"),
    ("hasPattern(z$)", "sum(CASE WHEN regexp_extract(word, 'z$', 0) <> '' THEN 1 ELSE 0 END), count(*)", "first / second; null: failure"),
    ("hasPattern(^$)", "sum(CASE WHEN regexp_extract(word, '^$', 0) <> '' THEN 1 ELSE 0 END), count(*)", "first / second; null: failure"),
    ("hasMinLength, hasMaxLength", "min(length(word)), max(length(word))", "null: failure"),
    ("hasMin, hasMax", "min(double(qty)), max(double(qty))", "null: failure"),
    ("hasMin, hasMax of NaN", "min(ratio), max(ratio)", "null: failure"),
    ("hasSum, hasMean", "sum(qty), avg(qty)", "null: failure"),
    ("hasSum, hasMean of NaN", "sum(ratio), avg(ratio)", "null: failure"),
    ("hasStandardDeviation", "stddev_pop(qty)", "null: failure"),
    ("Skewness, Kurtosis", "skewness(qty), kurtosis(qty)", "null: failure; 0 where nothing varies"),
    ("hasApproxQuantile", "approx_percentile(qty, 0.68, 100), approx_percentile(qty, 0.5, 100)", "null: failure"),
    ("ExactQuantile", "percentile(double(qty), 0.68), percentile(double(qty), 0.5)", "null: failure"),
    ("hasCorrelation", "corr(qty, cost)", "null: failure"),
    ("hasApproxCountDistinct", "approx_count_distinct(qty), approx_count_distinct(ratio)", "the value"),
    ("CustomSql", "max(qty)", "the value"),
    ("hasSize", "count(*)", "the value"),
]
# Of one column, or of two, grouped: rows with null in all of them are left out first.
SPARK_GROUPED = [
    ("isUnique, hasUniqueness", ["qty"], "sum(double(n = 1)) / sum(n)", "null: failure"),
    ("isPrimaryKey of two", ["qty", "cost"], "sum(double(n = 1)) / sum(n)", "null: failure"),
    ("hasDistinctness", ["qty"], "sum(double(n >= 1)) / sum(n)", "null: failure"),
    ("hasUniqueValueRatio", ["qty"], "sum(double(n = 1)) / count(*)", "null: failure"),
    ("CountDistinct", ["qty"], "count(*)", "the value"),
    ("DuplicateRowCount", ["qty"], "sum(CASE WHEN n > 1 THEN n ELSE 0 END)", "null: 0"),
]


def run_spark():
    import pyspark
    from pyspark.sql import SparkSession

    settings = {"spark.ui.enabled": "false", "spark.sql.warehouse.dir": tempfile.mkdtemp()}
    spark = SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    kinds = {"integer": "int", "string": "string", "number": "double", "timestamp": "string"}
    schema = ", ".join(f"{name} {kinds[kind]}" for name, kind in COLUMNS.items())
    for batch, rows in BATCHES.items():
        spark.createDataFrame(rows, schema).createOrReplaceTempView(batch)
    spark.createDataFrame([(value,) for value in REFERENCE], "qty int").createOrReplaceTempView("reference")
    print(f"Spark {pyspark.__version__}")
    for name, expressions, outcome in SPARK:
        heading(f"{name}: {expressions} ({outcome})")
        for batch in BATCHES:
            show(batch, "", tuple(spark.sql(f"SELECT {expressions} FROM {batch}").first()))
    for name, columns, expression, outcome in SPARK_GROUPED:
        heading(f"{name}: {expression} ({outcome})")
        for batch in BATCHES:
            some = " OR ".join(f"{column} IS NOT NULL" for column in columns)
            groups = f"SELECT count(*) AS n FROM {batch} WHERE {some} GROUP BY {', '.join(columns)}"
            show(batch, "", tuple(spark.sql(f"SELECT {expression} FROM ({groups})").first()))
    heading("hasNumberOfDistinctValues: groups of text, null among them (the value)")
    for batch in BATCHES:
        groups = f"SELECT 1 FROM {batch} GROUP BY coalesce(string(qty), 'NullValue')"
        show(batch, "", spark.sql(f"SELECT count(*) FROM ({groups})").first()[0])
    heading("ReferentialIntegrity: distinct values not found, rows ((second - first) / second; none: 1)")
    for batch in BATCHES:
        missing = f"SELECT count(*) FROM (SELECT qty FROM {batch} EXCEPT SELECT qty FROM reference)"
        show(batch, "", (spark.sql(missing).first()[0], spark.sql(f"SELECT count(*) FROM {batch}").first()[0]))
    heading("Spark's reader of CSV: nulls of word, of which three are null and one is quoted and empty")
    spark.read.csv(mixed_csv(), header=True, schema=schema).createOrReplaceTempView("read")
    show("mixed", "", spark.sql("SELECT count(*) - count(word) FROM read").first()[0])
    spark.stop()


# --- Sluice: contracts over CSV --------------------------------------------------------------------------------------------

# Where the rule stands (a column, or None for the object), and what is written there. `gone` is a column that the batch
# lacks; `-placed` is a contract that does not list the column.
SLUICE = [
    ("gone", "required: true"),
    ("gone", "logicalType: string"),
    ("-placed", ""),
    ("word", "logicalType: integer"),
    ("qty", "required: true"),
    ("ratio", "required: true"),
    ("word", "required: true"),
    ("qty", "unique: true"),
    ("ratio", "unique: true"),
    ("qty,cost", "primaryKey: true"),
    ("qty", "logicalTypeOptions: {minimum: 0, maximum: 10}"),
    ("ratio", "logicalTypeOptions: {minimum: 0, maximum: 10}"),
    ("qty", "logicalTypeOptions: {multipleOf: 2}"),
    ("word", "logicalTypeOptions: {minLength: 1, maxLength: 1}"),
    ("word", "logicalTypeOptions: {pattern: z$}"),
    ("word", "logicalTypeOptions: {pattern: ^$}"),
    ("word", "logicalTypeOptions: {format: email}"),
    ("word", "enum: [{value: a}, {value: b}]"),
    ("qty", "relationships: [{to: reference.qty}]"),
    ("qty", "{metric: nullValues, mustBeLessThan: 45, unit: percent}"),
    ("word", "{metric: missingValues, mustBe: 0, arguments: {missingValues: ['']}}"),
    ("word", "{metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b]}}"),
    ("word", "{metric: invalidValues, mustBeLessThan: 45, unit: percent, arguments: {validValues: [a, b]}}"),
    ("qty", "{metric: duplicateValues, mustBe: 0}"),
    ("qty", "{metric: duplicateValues, mustBeLessThan: 45, unit: percent}"),
    (None, "{metric: duplicateValues, mustBe: 0, arguments: {properties: [qty, cost]}}"),
    (None, "{metric: duplicateValues, mustBeLessThan: 45, unit: percent, arguments: {properties: [qty, cost]}}"),
    (None, "{metric: rowCount, mustBeGreaterThan: 0}"),
    (None, "{metric: rowCount, mustBeGreaterOrEqualTo: 0}"),
    (None, "check: rowRule, expr: qty > cost"),
    (None, "check: rowRule, expr: qty > cost, mustBeLessThan: 45, unit: percent"),
    (None, "check: rowRule, expr: qty <= 10, where: cost > 0"),
    ("qty", "check: nulls"),
    ("qty", "check: nulls, mustBeLessThan: 45, unit: percent"),
    ("word", "check: invalid, validValues: [a, b]"),
    ("word", "check: invalid, pattern: z$, mustBeLessThan: 45, unit: percent"),
    ("word", "check: validFormat, format: email"),
    ("qty", "check: duplicates"),
    (None, "check: duplicates, properties: [qty, cost]"),
    ("qty", "check: duplicates, mustBeLessThan: 45, unit: percent"),
    ("qty", "check: distinctAcross, properties: [cost]"),
    ("qty", "check: outliers"),
    ("qty", "check: outliers, method: zscore, k: 2.1"),
    ("qty", "check: outliers, method: zscore, k: 2.0"),
    ("ratio", "check: outliers"),
    ("qty", "check: increasing"),
    ("qty", "check: increasing, strict: true"),
    ("cost", "check: increasing"),
    ("ratio", "check: increasing"),
    ("qty", "check: min, mustBeGreaterThan: 0"),
    ("ratio", "check: max, mustBeLessThan: 10"),
    ("placed", "check: max, mustBeGreaterThan: '2026-01-01T00:00:00Z'"),
    ("qty", "check: sum, mustBeGreaterThan: 0"),
    ("ratio", "check: sum, mustBeGreaterThan: 0"),
    ("qty", "check: mean, mustBeGreaterThan: 0"),
    ("cost", "check: median, mustBeGreaterThan: 0"),
    ("qty", "check: quantile, q: 0.68, mustBeGreaterThan: 0"),
    ("qty", "check: stddev, mustBeGreaterThan: 0"),
    ("qty", "check: stddev, population: true, mustBeGreaterThan: 0"),
    ("qty", "check: variance, mustBeGreaterThan: 0"),
    ("qty", "check: skewness, mustBeGreaterThan: 0"),
    ("qty", "check: skewness, population: true, mustBeGreaterThan: 0"),
    ("cost", "check: skewness, mustBeGreaterThan: 0"),
    ("qty", "check: kurtosis, mustBeGreaterThan: 0"),
    ("qty", "check: kurtosis, population: true, mustBeGreaterThan: 0"),
    ("qty", "check: correlation, with: cost, mustBeGreaterThan: 0"),
    ("qty", "check: distinctCount, mustBeGreaterThan: 0"),
    ("ratio", "check: distinctCount, mustBeGreaterThan: 0"),
    ("qty", "check: distinctRatio, mustBeGreaterThan: 0"),
    ("qty", "check: uniqueRatio, mustBeGreaterThan: 0"),
    ("qty", "check: entropy, mustBeGreaterThan: 0"),
    ("cost", "check: zeroRate, mustBeLessThan: 1"),
    ("ratio", "check: nanRate, mustBe: 0"),
    ("qty", "check: mostCommon, mustBe: 2"),
    ("ratio", "check: mostCommon, mustBe: [1, 2, 4, 0]"),
    ("qty", "check: containsValues, values: [1, 77]"),
    (None, "{type: sql, query: 'SELECT max(qty) FROM {object}', mustBeGreaterThan: 0}"),
    (None, "{type: sql, query: 'SELECT count(*) FROM {object} WHERE qty <= cost', mustBe: 0}"),
    ("placed", "sla freshness 100000 d"),
    ("placed", "sla retention 100000 d"),
    ("placed", "sla frequency 2 d"),
    ("placed", "sla latency 100000 d"),
]


def sluice_contract(place, rule):
    """The contract with one rule: an attribute of a column, an entry of its or the object's `quality`, a service level."""
    head = "apiVersion: v3.2.0\nkind: DataContract\nid: rows\nversion: 1.0.0\nstatus: active\n"
    quality, attribute = None, None
    if rule.startswith("sla "):
        _, kind, value, unit = rule.split()
        head += f"slaProperties:\n  - {{property: {kind}, value: {value}, unit: {unit}, element: orders.{place}}}\n"
    elif rule.startswith("check: "):
        quality = f"{{type: custom, engine: sluice, implementation: {{{rule}}}}}"
    elif rule.startswith("{"):
        quality = rule
    else:
        attribute = rule
    text = head + "schema:\n  - name: orders\n"
    text += f"    quality:\n      - {quality}\n" if quality and not place else ""
    text += "    properties:\n"
    columns = {**COLUMNS, "gone": "string"} if place == "gone" else COLUMNS
    for name, kind in columns.items():
        if place == f"-{name}":
            continue
        here = place and name in place.split(",")
        if here and rule.startswith("logicalType:"):
            kind, attribute = rule.split()[1], None
        text += f"      - name: {name}\n        logicalType: {kind}\n"
        if here:
            text += f"        {attribute}\n" if attribute else ""
            text += f"        quality:\n          - {quality}\n" if quality else ""
    return text + "  - name: reference\n    properties:\n      - {name: qty, logicalType: integer}\n"


def run_sluice(binary):
    folder = pathlib.Path(tempfile.mkdtemp())
    for batch, rows in BATCHES.items():
        (folder / f"{batch}.csv").write_text(csv_text(rows))
    (folder / "reference.csv").write_text("qty\n" + "".join(f"{value}\n" for value in REFERENCE))
    print(subprocess.run([binary, "--version"], capture_output=True, text=True).stdout.strip())
    # What every contract says of these rows is shown only where it is asked about.
    always = {"columnPresent": "gone", "columnExtra": "-placed", "type": "logicalType", "emptyBatch": None}
    for place, rule in SLUICE:
        heading(f"{place or 'object'}: {rule}")
        (folder / "contract.yaml").write_text(sluice_contract(place, rule))
        for batch in BATCHES:
            command = [binary, "validate", "contract.yaml", f"{batch}.csv", "--schema", "orders", "--format", "json"]
            if "relationships" in rule:
                command += ["--reference", "reference=reference.csv"]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            if not done.stdout:
                show(batch, f"exit {done.returncode}", done.stderr.strip().splitlines()[:1])
                continue
            report = json.loads(done.stdout)
            for result in report["results"]:
                if result["check"] in always and always[result["check"]] not in (place, rule.split(":")[0]):
                    continue
                if result["check"] in ("columnPresent", "type") and result["column"] != place:
                    continue
                facts = {key: result[key] for key in ("failing", "population", "observed", "unit") if result[key] is not None}
                facts.update(result["details"])
                reason = f" {result['reason']}" if result["status"] in ("notRun", "error") else ""
                show(batch, result["status"], f"{result['check']} {facts}{reason} · batch {report['verdict']}")


TOOLS = {"gx": run_gx, "soda": run_soda, "sodacl": run_sodacl, "spark": run_spark, "sluice": run_sluice}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TOOLS or (sys.argv[1] == "sluice") != (len(sys.argv) == 3):
        sys.exit(f"usage: other_tools.py {' | '.join(TOOLS)} [BINARY of sluice]")
    TOOLS[sys.argv[1]](*sys.argv[2:])
