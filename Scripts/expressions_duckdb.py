"""Holds expressions against DuckDB on a month of flights: failing rows, unknown rows and population must be equal.

    SLUICE=.build/release/sluice python Scripts/expressions_duckdb.py        (needs duckdb)
"""
import gzip, json, os, pathlib, subprocess, sys, tempfile

import duckdb

ROOT = pathlib.Path(__file__).resolve().parent.parent
SLUICE = os.path.abspath(os.environ.get("SLUICE", ROOT / ".build/release/sluice"))
os.chdir(tempfile.mkdtemp())
open("f.csv", "wb").write(gzip.open(ROOT / "examples/flights/flights-2013-01.csv.gz").read())

ex=[("dep_delay > 0 or arr_delay > 0",None),("not (dep_delay > 0 and arr_delay > 0)",None),("dep_delay + arr_delay < 100",None),
("abs(dep_delay - arr_delay) <= 30",None),("distance / air_time > 7",None),("dep_time % 100 < 60",None),("carrier in ('UA','AA') or dest like '_A%'",None),
("tailnum is not null and length(tailnum) = 6",None),("lower(dest) = 'iah' or upper(origin) <> 'LGA'",None),("coalesce(arr_delay, dep_delay, 0) < 60",None),
("case when origin = 'JFK' then distance > 500 when origin = 'LGA' then air_time < 200 else dep_delay < 30 end",None),
("nullif(dep_delay, 0) <> 1",None),("starts_with(tailnum, 'N') and contains(tailnum, '1')",None),("dep_delay between -5 and 15",None),("dep_delay not between -5 and 15",None),
("dest not in ('IAH','MIA') ",None),("flight_date > date '2013-01-15'",None),("carrier < 'DL'",None),("round(distance / 100.0) > 5",None),("floor(air_time / 60) < 3","floor(air_time::double / 60) < 3"),
("date_part('month', flight_date) = 1 and date_part('day', flight_date) < 20",None),("time_hour < timestamp '2013-01-10 12:00:00'",None),("-dep_delay > 3",None),
("(dep_delay > 10) = (arr_delay > 10)",None),("dep_delay is null or arr_delay is null or dep_delay * arr_delay > -50",None),("tailnum not like 'N%A%'",None),
("distance * distance - air_time * 3 > 100000",None),("date_part('weekday', flight_date) < 6","date_part('isodow', flight_date) < 6"),("trim(carrier) = carrier",None)]
q=lambda s:'"'+s.replace('\\','\\\\').replace('"','\\"')+'"'
cols="flight_date date,year integer,month integer,day integer,dep_time integer,sched_dep_time integer,dep_delay integer,arr_time integer,sched_arr_time integer,arr_delay integer,carrier string,flight integer,tailnum string,origin string,dest string,air_time integer,distance integer,hour integer,minute integer,time_hour timestamp"
y="apiVersion: v3.2.0\nkind: DataContract\nid: t\nversion: 1.0.0\nstatus: active\nschema:\n  - name: t\n    properties:\n"
for c in cols.split(','):
    n,t=c.split(); y+=f"      - {{name: {n}, logicalType: {t}}}\n"
y+="    quality:\n"
for i,(e,_) in enumerate(ex): y+=f"      - {{id: r{i}, type: custom, engine: sluice, severity: warning, implementation: {{check: rowRule, expr: {q(e)}}}}}\n"
open('flights.yaml','w').write(y)
r=json.loads(subprocess.run([SLUICE,"validate","flights.yaml","f.csv","--dialect","pyarrow","--format","json"],capture_output=True,text=True).stdout)
res={x['id']:x for x in r['results']}
con=duckdb.connect(); con.sql("set timezone='UTC'")
con.sql("create table f as select * replace(time_hour::timestamp as time_hour) from read_csv('f.csv')")
bad=0
for i,(e,d) in enumerate(ex):
    d=d or e
    f,u,p=con.sql(f"select count(*) filter (not ({d})), count(*) filter (({d}) is null), count(*) filter (({d}) is not null) from f").fetchall()[0]
    x=res[f"r{i}"]; got=(x['failing'],x['details']['unknownRows'],x['population'])
    if got!=(f,u,p): bad+=1; print("DIFF",e,got,(f,u,p))
print(len(ex),"expressions,",bad,"differ")
sys.exit(1 if bad else 0)
