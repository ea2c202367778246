create table meter (name varchar(64) primary key, tariff int not null);
