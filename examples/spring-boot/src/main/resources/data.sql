insert into meter values ('meter-1', 2026), ('meter-2', 2026);
