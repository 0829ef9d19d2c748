select * from users where email = $1;
